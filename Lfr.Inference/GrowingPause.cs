namespace Lfr.Inference;

/// <summary>The pause before something that failed is tried again: twice as long each time, up to a bound.</summary>
/// <param name="first">The first pause.</param>
/// <param name="longest">The longest.</param>
/// <param name="time">Clock.</param>
internal sealed class GrowingPause(TimeSpan first, TimeSpan longest, TimeProvider time)
{
    private TimeSpan? next;

    /// <summary>It worked: the next pause is the first again.</summary>
    public void Reset() => next = null;

    /// <summary>Waits.</summary>
    /// <exception cref="OperationCanceledException">Given up.</exception>
    public Task WaitAsync(CancellationToken cancellationToken)
    {
        var pause = next ?? first;
        next = pause * 2 < longest ? pause * 2 : longest;
        return Task.Delay(pause, time, cancellationToken);
    }
}
