namespace Lfr.Shared.Deployments;

/// <summary>Since when officers are known to be at the cameras, and how often somebody confirms it (R50).</summary>
/// <param name="Since">Last confirmation; going live and resuming are one.</param>
/// <param name="Every">How long it holds.</param>
/// <param name="Pauses">Whether Lfr pauses the run when nobody confirms, or only says so.</param>
public sealed record Presence(DateTimeOffset Since, TimeSpan Every, bool Pauses = true)
{
    /// <summary>How far another machine's clock may be ahead. A confirmation from later than that was given before a clock was set back, and says nothing.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromMinutes(1);

    /// <summary>The longest time before <see cref="Due"/> at which people are asked.</summary>
    private static readonly TimeSpan LongestNotice = TimeSpan.FromMinutes(10);

    /// <summary>When it has to be confirmed again at the latest.</summary>
    public DateTimeOffset Due => Since + Every;

    /// <summary>Whether it is too late: nothing may be compared.</summary>
    public bool IsOverdue(DateTimeOffset now) => now >= Due;

    /// <summary>Whether it is time to confirm again, or too late.</summary>
    public bool IsAskedFor(DateTimeOffset now) => Since > now + Ahead || now >= Due - (Every / 4 < LongestNotice ? Every / 4 : LongestNotice);
}
