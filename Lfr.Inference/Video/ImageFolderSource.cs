using Lfr.Inference.Children;
using Lfr.Inference.Faces;

namespace Lfr.Inference.Video;

/// <summary>
/// JPEG and PNG pictures of a folder in the order of their names, as if a camera had taken five a second. Pictures that cannot be decoded are
/// passed over and counted.
/// </summary>
public sealed class ImageFolderSource : IFrameSource
{
    private const int LongestSide = 1920;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private readonly string[] files;
    private readonly bool naturalSpeed;
    private readonly FramePool pool;
    private readonly TimeProvider time;
    private readonly DateTimeOffset opened;
    private PictureChild? child;
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
            if (await DecodeAsync(files[next++], cancellationToken) is { } frame)
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
    public ValueTask DisposeAsync()
    {
        child?.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>In a process of its own, as every stream is: whoever writes into the folder is not the one who holds the list.</summary>
    private async Task<VideoFrame?> DecodeAsync(string file, CancellationToken cancellationToken)
    {
        var encoded = new FileInfo(file) is { Exists: true, Length: <= Picture.MaximumBytes } ? await File.ReadAllBytesAsync(file, cancellationToken) : [];
        try
        {
            child ??= PictureChild.Start(ChildLimits.Picture with { ProcessorTime = null });
            using var picture = await child.DecodeAsync(encoded, LongestSide, Picture.MaximumPixels, cancellationToken);
            var frame = pool.Rent(picture.Width, picture.Height);
            picture.Image.Pixels.CopyTo(frame.Pixels);
            return frame;
        }
        catch (PictureRefusedException)
        {
            return null;
        }
        catch (PictureChildException)
        {
            child?.Dispose();
            child = null;
            return null;
        }
        finally
        {
            Array.Clear(encoded);
        }
    }
}
