using Lfr.Tests.Policy;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Live;

/// <summary>A clock that somebody sets while another one goes on counting: the time of day jumps, the timestamps do not.</summary>
internal sealed class SetClock() : FakeTimeProvider(Given.Start.AddMinutes(30))
{
    /// <summary>By how much it was set.</summary>
    public TimeSpan Set { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Set;

    public override long GetTimestamp() => base.GetUtcNow().Ticks;
}
