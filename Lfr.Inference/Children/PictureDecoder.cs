using Lfr.Inference.Faces;

namespace Lfr.Inference.Children;

/// <summary>
/// Decodes pictures from outside, each in its own child process, which is killed afterwards (ADR 20). The number at once is limited, and one started child is kept ready for the
/// next picture. Thread-safe.
/// </summary>
public sealed class PictureDecoder : IDisposable
{
    /// <summary>Most pixels that a caller gets: those of a camera of the largest kind, 3840 × 2160.</summary>
    public const int MostPixels = 3840 * 2160;

    /// <summary>How often a picture is tried before it counts as one that cannot be read: a child may also have ended for want of memory on this machine.</summary>
    private const int Tries = 2;

    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(30);

    private readonly SemaphoreSlim places;
    private readonly Func<PictureChild> start;
    private readonly Lock gate = new();
    private PictureChild? spare;
    private bool disposed;

    /// <summary>With the number of pictures that are decoded at once.</summary>
    public PictureDecoder(int atOnce)
        : this(atOnce, () => PictureChild.Start(ChildLimits.Picture))
    {
    }

    internal PictureDecoder(int atOnce, Func<PictureChild> start)
    {
        places = new SemaphoreSlim(atOnce);
        this.start = start;
    }

    /// <summary>Starts the child that the next picture needs, unless one waits already. Called where pictures are to be expected.</summary>
    public void Warm()
    {
        lock (gate)
        {
            if (disposed || spare is not null)
                return;
            try
            {
                spare = start();
            }
            catch (PictureChildException)
            {
                // Whoever comes with a picture meets the same, and is told.
                spare = null;
            }
        }
    }

    /// <summary>Decodes a picture to pixels: upright, in sRGB, transparent parts white.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="maximumSide">Pictures larger than this on their longer side are scaled down to it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="PictureRefusedException">It is no picture that is taken, or cannot be looked at now.</exception>
    public Task<Picture> DecodeAsync(ReadOnlyMemory<byte> file, int maximumSide, CancellationToken cancellationToken) =>
        DecodeAsync(file, new PictureView(maximumSide), cancellationToken);

    /// <summary>As <see cref="DecodeAsync(ReadOnlyMemory{byte}, int, CancellationToken)"/>, a part of it or turned. Only what was asked for leaves the child.</summary>
    public async Task<Picture> DecodeAsync(ReadOnlyMemory<byte> file, PictureView view, CancellationToken cancellationToken) =>
        (await DecodeAsync([file], view, Picture.MaximumPixels, cancellationToken))[0];

    /// <summary>Decodes pictures that belong together, in one process and at their own size.</summary>
    /// <param name="files">The files' bytes.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>As many, in the same order; the caller's to dispose.</returns>
    /// <exception cref="PictureRefusedException">One is no picture that is taken, or they cannot be looked at now.</exception>
    public Task<Picture[]> DecodeAsync(IReadOnlyList<ReadOnlyMemory<byte>> files, CancellationToken cancellationToken) =>
        DecodeAsync(files, new PictureView(int.MaxValue), MostPixels, cancellationToken);

    /// <summary>A decoder for the many pictures of one import, one after the other.</summary>
    public PictureLane OpenLane() => new(start);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            spare?.Dispose();
            spare = null;
        }
    }

    private async Task<Picture[]> DecodeAsync(
        IReadOnlyList<ReadOnlyMemory<byte>> files, PictureView view, int maximumPixels, CancellationToken cancellationToken)
    {
        if (!await places.WaitAsync(LongestWait, cancellationToken))
            throw new PictureRefusedException("busy", "The picture was not looked at, because too many others are being looked at. Try again in a minute.") { MayWorkLater = true };
        try
        {
            for (var left = Tries - 1; ; left--)
            {
                try
                {
                    using var child = Take();
                    return await DecodeAsync(child, files, view, maximumPixels, cancellationToken);
                }
                catch (PictureChildException) when (left > 0)
                {
                    // Once more, with a new child: this one may have been ended by somebody else.
                    continue;
                }
                catch (PictureChildException)
                {
                    throw new PictureRefusedException(
                        "unreadable", "This picture could not be read, because it takes more memory or time than a picture should. Export it again as a JPEG and try once more.")
                    {
                        // The machine may have had too little of both: an alert is offered again rather than lost.
                        MayWorkLater = true,
                    };
                }
            }
        }
        finally
        {
            places.Release();
            _ = Task.Run(Warm, CancellationToken.None);
        }
    }

    private static async Task<Picture[]> DecodeAsync(
        PictureChild child, IReadOnlyList<ReadOnlyMemory<byte>> files, PictureView view, int maximumPixels, CancellationToken cancellationToken)
    {
        var pictures = new Picture[files.Count];
        var done = 0;
        try
        {
            for (; done < pictures.Length; done++)
                pictures[done] = await child.DecodeAsync(files[done], view, maximumPixels, cancellationToken);
            return pictures;
        }
        finally
        {
            if (done < pictures.Length)
            {
                foreach (var picture in pictures.AsSpan(0, done))
                    picture.Dispose();
            }
        }
    }

    private PictureChild Take()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (spare is { } waiting)
            {
                spare = null;
                return waiting;
            }
        }

        try
        {
            return start();
        }
        catch (PictureChildException e)
        {
            throw new PictureRefusedException(
                "no-decoder", $"The picture was not looked at. {e.Message} Try again; if it stays so, an administrator looks whether the machine is out of memory or processes.") { MayWorkLater = true };
        }
    }
}
