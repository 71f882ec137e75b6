namespace Lfr.Web.Demo;

/// <summary>A clock that the seeding of the demonstration sets, so that a deployment that is ready today was planned last week. Used nowhere else.</summary>
internal sealed class DemoClock(DateTimeOffset now) : TimeProvider
{
    private DateTimeOffset current = now;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => current;

    /// <summary>Sets the hands.</summary>
    public void Set(DateTimeOffset instant) => current = instant;

    /// <summary>Lets a little time pass.</summary>
    public void Pass(TimeSpan span) => current += span;
}
