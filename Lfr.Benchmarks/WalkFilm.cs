using Lfr.Inference.Video;

namespace Lfr.Benchmarks;

/// <summary>The synthetic street, decoded into memory once, so that no decoder takes part in what is measured.</summary>
public sealed class WalkFilm : IDisposable
{
    private readonly List<VideoFrame> frames = [];

    /// <summary>1280 × 720 pictures with their place in the film.</summary>
    public IReadOnlyList<VideoFrame> Frames => frames;

    /// <summary>Decodes every <paramref name="step"/>-th frame of the film.</summary>
    public static async Task<WalkFilm> DecodeAsync(Bench bench, int step, CancellationToken cancellationToken)
    {
        var film = new WalkFilm();
        var source = CameraSource.Parse("file:" + Path.Combine(bench.DemoFolder, "walk.mp4"), null);
        await using var video = await FrameSources.OpenAsync(source, naturalSpeed: false, new FramePool(), TimeProvider.System, cancellationToken);
        while (await video.ReadAsync(cancellationToken) is { } frame)
        {
            if (frame.Number % step == 0)
                film.frames.Add(frame);
            else
                frame.Dispose();
        }

        return film;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var frame in frames)
            frame.Dispose();
        frames.Clear();
    }
}
