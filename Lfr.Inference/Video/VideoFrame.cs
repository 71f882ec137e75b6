namespace Lfr.Inference.Video;

/// <summary>
/// One decoded picture in pooled memory: BGR, 8 bits, rows without padding. Counted references, because a best shot may outlive the analysis of
/// its frame by a moment; the last <see cref="Dispose"/> clears the pixels, so that nobody's face stays behind in a buffer.
/// </summary>
public sealed class VideoFrame : IDisposable
{
    private readonly FramePool pool;
    private int references;

    internal VideoFrame(FramePool pool, int width, int height)
    {
        this.pool = pool;
        Width = width;
        Height = height;
        Buffer = GC.AllocateUninitializedArray<byte>(width * height * 3);
    }

    /// <summary>Width in pixels.</summary>
    public int Width { get; }

    /// <summary>Height in pixels.</summary>
    public int Height { get; }

    /// <summary>Number since its camera was opened, from 0.</summary>
    public long Number { get; set; }

    /// <summary>
    /// Position in the stream since its first frame, from the stream's own presentation times; always rising. Where a stream carries no times,
    /// from the times of arrival (cameras) or the rate (files).
    /// </summary>
    public TimeSpan StreamTime { get; set; }

    /// <summary>When the frame was read (UTC).</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>Whether something of it, or of the key frame that it leans on, was lost on the way.</summary>
    public bool IsDamaged { get; set; }

    /// <summary>Whether the decoder made up a part of it just now, because something was lost: that is not the street, and it is not analysed.</summary>
    public bool IsInvented { get; set; }

    /// <summary>Exactly <see cref="Width"/> × <see cref="Height"/> × 3 bytes.</summary>
    public Span<byte> Pixels => Buffer;

    internal byte[] Buffer { get; }

    internal void Lend()
    {
        references = 1;
        IsDamaged = false;
        IsInvented = false;
    }

    /// <summary>Keeps the frame alive for another holder, who must dispose it too.</summary>
    public VideoFrame AddReference()
    {
        Interlocked.Increment(ref references);
        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var left = Interlocked.Decrement(ref references);
        ObjectDisposedException.ThrowIf(left < 0, this);
        if (left == 0)
            pool.Return(this);
    }
}

/// <summary>
/// Lends frame buffers and takes them back cleared. Only a handful is kept; a burst beyond that goes back to the garbage collector. Lending a
/// size that was lent before allocates nothing.
/// </summary>
public sealed class FramePool
{
    private readonly Lock gate = new();
    private readonly VideoFrame?[] idle = new VideoFrame?[12];
    private int kept;
    private int lent;

    /// <summary>Frames that are out at the moment.</summary>
    public int Lent => Volatile.Read(ref lent);

    /// <summary>Lends a frame of this size; its pixels are undefined or zero.</summary>
    public VideoFrame Rent(int width, int height)
    {
        Interlocked.Increment(ref lent);
        var frame = Idle(width, height) ?? new VideoFrame(this, width, height);
        frame.Lend();
        return frame;
    }

    internal void Return(VideoFrame frame)
    {
        frame.Pixels.Clear();
        Interlocked.Decrement(ref lent);
        lock (gate)
        {
            if (kept < idle.Length)
                idle[kept++] = frame;
            else
                idle[kept - 1] = frame;
        }
    }

    /// <summary>The frame of this size that was returned last: it is the likeliest to be in the processor's cache.</summary>
    private VideoFrame? Idle(int width, int height)
    {
        lock (gate)
        {
            for (var i = kept - 1; i >= 0; i--)
            {
                var frame = idle[i]!;
                if (frame.Width != width || frame.Height != height)
                    continue;
                idle[i] = idle[--kept];
                idle[kept] = null;
                return frame;
            }
        }

        return null;
    }
}

/// <summary>Where frames come from. One reader at a time; disposing it closes the camera at once, also while a read is pending.</summary>
public interface IFrameSource : IAsyncDisposable
{
    /// <summary>The next frame, which the caller disposes, or <see langword="null"/> at the end of the video.</summary>
    /// <exception cref="VideoException">The source broke; the message is a sentence for people.</exception>
    ValueTask<VideoFrame?> ReadAsync(CancellationToken cancellationToken);

    /// <summary>Pictures that could not be decoded and were passed over.</summary>
    long Unreadable => 0;

    /// <summary>How often the decoder said that something of the stream was lost or broken.</summary>
    long Complaints => 0;
}

/// <summary>A source cannot be opened or read. The message is a whole sentence for people and holds no password.</summary>
public sealed class VideoException : Exception
{
    public VideoException()
    {
    }

    public VideoException(string message)
        : base(message)
    {
    }

    public VideoException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
