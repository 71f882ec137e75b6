using System.Diagnostics.CodeAnalysis;

namespace Lfr.Inference.Video;

/// <summary>
/// Hands the newest two frames of a camera from the thread that reads to the thread that analyses. The oldest goes when there is no room, and
/// a frame that has waited longer than <see cref="OldestAllowed"/> is never handed out: an alert is about now. Nothing is allocated.
/// </summary>
/// <param name="time">The clock in which frames carry their arrival.</param>
public sealed class FrameMailbox(TimeProvider time)
{
    /// <summary>How long a frame may have waited.</summary>
    public static readonly TimeSpan OldestAllowed = TimeSpan.FromSeconds(1);

    // A plain object, because the analyser waits on it: System.Threading.Lock cannot be waited on.
    private readonly object gate = new();
    private VideoFrame? older;
    private VideoFrame? newer;
    private bool completed;
    private long dropped;
    private long stale;

    /// <summary>Frames that made room for newer ones.</summary>
    public long Dropped => Interlocked.Read(ref dropped);

    /// <summary>Frames that had waited too long to be analysed.</summary>
    public long Stale => Interlocked.Read(ref stale);

    /// <summary>Puts a frame in, which then belongs to the mailbox. After <see cref="Complete"/> it is disposed at once.</summary>
    public void Put(VideoFrame frame)
    {
        VideoFrame? displaced;
        lock (gate)
        {
            if (completed)
            {
                displaced = frame;
            }
            else
            {
                displaced = newer is null ? null : older;
                older = newer ?? older;
                newer = frame;
                if (displaced is not null)
                    dropped++;
                Monitor.PulseAll(gate);
            }
        }

        displaced?.Dispose();
    }

    /// <summary>Blocks the calling thread until a frame is there.</summary>
    /// <returns><see langword="false"/> when none will ever come again.</returns>
    public bool BlockUntilFrame()
    {
        lock (gate)
        {
            while (newer is null && !completed)
                Monitor.Wait(gate);
            return newer is not null;
        }
    }

    /// <summary>The oldest frame that is still fresh. The caller disposes it.</summary>
    public bool TryTake([NotNullWhen(true)] out VideoFrame? frame)
    {
        while (Next() is { } next)
        {
            if (time.GetUtcNow() - next.At <= OldestAllowed)
            {
                frame = next;
                return true;
            }

            next.Dispose();
            Interlocked.Increment(ref stale);
        }

        frame = null;
        return false;
    }

    /// <summary>No frame comes any more. What is there can still be taken, unless it is to be discarded.</summary>
    public void Complete(bool discard)
    {
        lock (gate)
        {
            completed = true;
            Monitor.PulseAll(gate);
        }

        while (discard && Next() is { } left)
            left.Dispose();
    }

    private VideoFrame? Next()
    {
        lock (gate)
        {
            var next = older ?? newer;
            if (older is null)
                newer = null;
            older = null;
            return next;
        }
    }
}
