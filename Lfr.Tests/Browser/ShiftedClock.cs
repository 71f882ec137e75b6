namespace Lfr.Tests.Browser;

/// <summary>The machine's clock with days added, so that a deployment planned, noticed and run takes minutes. Timers run at their own speed.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    private long shift;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => TimeProvider.System.GetUtcNow() + new TimeSpan(Interlocked.Read(ref shift));

    /// <summary>Moves on to <paramref name="moment"/>.</summary>
    public void MoveTo(DateTimeOffset moment) => Interlocked.Add(ref shift, (moment - GetUtcNow()).Ticks);
}
