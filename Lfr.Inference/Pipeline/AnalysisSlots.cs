namespace Lfr.Inference.Pipeline;

/// <summary>
/// How many frames are analysed at the same time, over all cameras of a process. With more cameras than cores the frames beyond wait in their
/// mailboxes, where newer ones replace them, and not as half-done work that makes every camera late. First come, first served, so that each
/// camera gets its turn; nothing is allocated.
/// </summary>
public sealed class AnalysisSlots
{
    // A plain object, because cameras wait on it: System.Threading.Lock cannot be waited on.
    private readonly object gate = new();
    private long tickets;
    private long admitted;

    /// <param name="count">Frames at the same time, at least 1: the cores that analysis may use.</param>
    public AnalysisSlots(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        admitted = count;
        Count = count;
    }

    /// <summary>Frames at the same time.</summary>
    public int Count { get; }

    /// <summary>Cameras that wait for a slot at this moment.</summary>
    public int Waiting
    {
        get
        {
            lock (gate)
                return (int)Math.Max(0, tickets - admitted);
        }
    }

    /// <summary>Blocks the calling thread until it has a slot, which it gives back with <see cref="Leave"/>.</summary>
    public void Enter()
    {
        lock (gate)
        {
            var ticket = tickets++;
            while (ticket >= admitted)
                Monitor.Wait(gate);
        }
    }

    /// <summary>Gives the slot to whoever has waited longest.</summary>
    public void Leave()
    {
        lock (gate)
        {
            if (admitted >= tickets + Count)
                throw new SynchronizationLockException("A slot was given back that nobody had.");
            admitted++;
            Monitor.PulseAll(gate);
        }
    }
}
