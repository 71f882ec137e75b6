using SkiaSharp;

namespace Lfr.Inference.Video;

/// <summary>
/// JPEG and PNG pictures of a folder in the order of their names, as if a camera had taken five a second. Pictures that cannot be decoded are
/// passed over and counted.
/// </summary>
public sealed class ImageFolderSource : IFrameSource
{
    private const int LongestSide = 1920;
    private const long MostPixels = 50_000_000;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private readonly string[] files;
    private readonly bool naturalSpeed;
    private readonly FramePool pool;
    private readonly TimeProvider time;
    private readonly DateTimeOffset opened;
    private int next;
    private long number;

    /// <exception cref="VideoException">The folder does not exist or holds no picture.</exception>
    public ImageFolderSource(CameraSource source, bool naturalSpeed, FramePool pool, TimeProvider time)
    {
        this.naturalSpeed = naturalSpeed;
        this.pool = pool;
        this.time = time;
        opened = time.GetUtcNow();
        if (!Directory.Exists(source.Target))
            throw new VideoException($"The folder of images {source.Display} does not exist on this worker.");
        files = [.. Directory.EnumerateFiles(source.Target)
            .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG")
            .Order(StringComparer.Ordinal)];
        if (files.Length == 0)
            throw new VideoException($"The folder of images {source.Display} holds no JPEG or PNG picture.");
    }

    /// <inheritdoc/>
    public long Unreadable { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<VideoFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        while (next < files.Length)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var due = opened + (Step * number);
            if (naturalSpeed && due > time.GetUtcNow())
                await Task.Delay(due - time.GetUtcNow(), time, cancellationToken);
            if (Decode(files[next++]) is { } frame)
            {
                frame.Number = number;
                frame.StreamTime = Step * number;
                frame.At = time.GetUtcNow();
                number++;
                return frame;
            }

            Unreadable++;
        }

        return null;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private VideoFrame? Decode(string file)
    {
        using var codec = SKCodec.Create(file);
        if (codec is null || (long)codec.Info.Width * codec.Info.Height > MostPixels)
            return null;
        using var picture = SKBitmap.Decode(codec, new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Bgra8888, SKAlphaType.Opaque));
        if (picture is null)
            return null;
        var scale = Math.Min(1.0, LongestSide / (double)Math.Max(picture.Width, picture.Height));
        if (scale >= 1)
            return CopyAndClear(picture);
        using var smaller = picture.Resize(
            new SKSizeI((int)(picture.Width * scale), (int)(picture.Height * scale)), new SKSamplingOptions(SKFilterMode.Linear, SKMipmapMode.Linear));
        picture.Erase(SKColors.Black);
        return smaller is null ? null : CopyAndClear(smaller);
    }

    /// <summary>The bitmap held faces as the frame does, and nobody else would clear it.</summary>
    private VideoFrame CopyAndClear(SKBitmap picture)
    {
        var frame = pool.Rent(picture.Width, picture.Height);
        var from = picture.GetPixelSpan();
        var to = frame.Pixels;
        for (int i = 0, o = 0; o < to.Length; i += 4, o += 3)
        {
            to[o] = from[i];
            to[o + 1] = from[i + 1];
            to[o + 2] = from[i + 2];
        }

        picture.Erase(SKColors.Black);
        return frame;
    }
}
