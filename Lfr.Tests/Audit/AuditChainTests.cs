using Lfr.Shared.Audit;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Audit;

public class AuditChainTests
{
    [Fact]
    public void Chain_ThatIsWhole_HasNoBreak() => Assert.Null(AuditChain.FirstBreak(Chain(5)));

    [Fact]
    public void Chain_Empty_HasNoBreak() => Assert.Null(AuditChain.FirstBreak([]));

    [Theory]
    [InlineData(nameof(AuditEvent.Sentence), "Nothing happened.")]
    [InlineData(nameof(AuditEvent.ActorName), "Somebody else")]
    [InlineData(nameof(AuditEvent.Done), false)]
    [InlineData(nameof(AuditEvent.Rules), "R13")]
    [InlineData(nameof(AuditEvent.Subject), "Alert 2")]
    [InlineData(nameof(AuditEvent.Action), "CancelDeployment")]
    public void Event_Altered_IsFound(string field, object value)
    {
        var chain = Chain(5);
        typeof(AuditEvent).GetProperty(field)!.SetValue(chain[2], value);

        Assert.Equal(3, AuditChain.FirstBreak(chain));
    }

    [Fact]
    public void Event_AlteredAndHashedAnew_BreaksTheNext()
    {
        var chain = Chain(5);
        typeof(AuditEvent).GetProperty(nameof(AuditEvent.Sentence))!.SetValue(chain[2], "Nothing happened.");
        typeof(AuditEvent).GetProperty(nameof(AuditEvent.Hash))!.SetValue(chain[2], chain[2].ComputeHash());

        Assert.Equal(4, AuditChain.FirstBreak(chain));
    }

    [Fact]
    public void Event_Removed_IsFound()
    {
        var chain = Chain(5);
        chain.RemoveAt(1);

        Assert.Equal(2, AuditChain.FirstBreak(chain));
    }

    [Fact]
    public void Events_Swapped_AreFound()
    {
        var chain = Chain(5);
        (chain[1], chain[2]) = (chain[2], chain[1]);

        Assert.Equal(2, AuditChain.FirstBreak(chain));
    }

    [Fact]
    public void Time_IsKeptInWholeMilliseconds() => Assert.Equal(0, Chain(1)[0].At.Ticks % TimeSpan.TicksPerMillisecond);

    private static List<AuditEvent> Chain(int length)
    {
        var chain = new List<AuditEvent>();
        for (var i = 0; i < length; i++)
        {
            chain.Add(AuditEvent.Append(
                chain.LastOrDefault(), Given.Planner, "SubmitDeployment", true, Given.DeploymentId, $"Deployment {i}", $"Step {i}.", "", Given.Start.AddTicks(12345 * i)));
        }

        return chain;
    }
}
