using Lfr.Inference.Children;
using Lfr.Inference.Faces;

namespace Lfr.Inference.Video;

/// <summary>
/// JPEG, PNG and WebP pictures of a folder in the order of their names, as if a camera had taken five a second, decoded as uploads are. Pictures that cannot be
/// decoded are passed over and counted; a folder of which none could be read is an error.
/// </summary>
public sealed class ImageFolderSource : IFrameSource
{
    private const int LongestSide = 1920;
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(200);
    private readonly string[] files;
    private readonly string display;
    private readonly bool naturalSpeed;
    private readonly FramePool pool;
    private readonly TimeProvider time;
    private readonly DateTimeOffset opened;
    private PictureChild? child;
    private string? why;
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
        try
        {
            files = [.. Directory.EnumerateFiles(source.Target)
                .Where(f => Path.GetExtension(f).ToUpperInvariant() is ".JPG" or ".JPEG" or ".PNG" or ".WEBP")
                .Order(StringComparer.Ordinal)];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new VideoException($"The folder of images {source.Display} may not be read by this worker. Give its account the right to read it.", e);
        }

        display = source.Display;
        if (files.Length == 0)
            throw new VideoException($"The folder of images {source.Display} holds no JPEG, PNG or WebP picture.");
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

        return number > 0
            ? null
            : throw new VideoException($"None of the {files.Length} pictures in the folder {display} could be read. The last one: {why} Export them again as JPEG or PNG.");
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
        byte[] encoded = [];
        try
        {
            encoded = new FileInfo(file) is { Exists: true, Length: <= Picture.MaximumBytes } ? await File.ReadAllBytesAsync(file, cancellationToken) : [];
            child ??= PictureChild.Start(ChildLimits.Picture with { ProcessorTime = null });
            using var picture = await child.DecodeAsync(encoded, LongestSide, Picture.MaximumPixels, cancellationToken);
            var frame = pool.Rent(picture.Width, picture.Height);
            picture.Image.Pixels.CopyTo(frame.Pixels);
            return frame;
        }
        catch (PictureRefusedException e)
        {
            why = e.Message;
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            why = "The file may not be read by this worker.";
            return null;
        }
        catch (PictureChildException e)
        {
            why = e.Message;
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
