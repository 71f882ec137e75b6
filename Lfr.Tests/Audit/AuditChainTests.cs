using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using Lfr.Shared.Audit;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Audit;

public class AuditChainTests
{
    [Fact]
    public void Chain_ThatIsWhole_HasNoBreak() => Assert.Null(AuditChain.FirstBreak(Chain(5)));

    [Fact]
    public void Chain_Empty_HasNoBreak() => Assert.Null(AuditChain.FirstBreak([]));

    public static TheoryData<string> Fields => [.. typeof(AuditEvent).GetProperties(BindingFlags.Public | BindingFlags.Instance).Select(p => p.Name)];

    /// <summary>Each property that an event has, also one that is added tomorrow.</summary>
    [Theory]
    [MemberData(nameof(Fields))]
    public void Event_AlteredInAnyField_IsFound(string field)
    {
        var chain = Chain(5);
        var property = typeof(AuditEvent).GetProperty(field)!;
        property.SetValue(chain[2], Another(property.GetValue(chain[2])));

        Assert.Equal(3, AuditChain.FirstBreak(chain));
    }

    [Fact]
    public void Deployment_TakenOutOfAnEvent_IsFound()
    {
        var chain = Chain(5);
        typeof(AuditEvent).GetProperty(nameof(AuditEvent.DeploymentId))!.SetValue(chain[2], null);

        Assert.Equal(3, AuditChain.FirstBreak(chain));
    }

    /// <summary>What leaves one field and comes into the next makes another event.</summary>
    [Fact]
    public void Words_MovedFromAFieldIntoTheNext_AreFound()
    {
        var chain = Chain(5);
        typeof(AuditEvent).GetProperty(nameof(AuditEvent.Subject))!.SetValue(chain[2], "Deployment");
        typeof(AuditEvent).GetProperty(nameof(AuditEvent.Sentence))!.SetValue(chain[2], " 2Step 2.");

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

    /// <summary>The database keeps milliseconds in some of its forms: what is hashed must come back as it was.</summary>
    [Fact]
    public void Event_IsKeptToTheMillisecond_RoundedDown() =>
        Assert.Equal(Given.Start.AddMilliseconds(7), AuditEvent.Append(null, Given.Planner, "Step", true, null, "", "", "", Given.Start.AddMilliseconds(7).AddTicks(9_999)).At);

    /// <summary>Events from before the log vouched for rows have no covers, and keep the hash that they had.</summary>
    [Fact]
    public void Covers_ArePartOfTheHash_AndWithoutAnyTheFieldIsLeftOut()
    {
        var without = AuditEvent.Append(null, Given.Planner, "Step", true, null, "S", "T", "", Given.Start);
        var covering = AuditEvent.Append(null, Given.Planner, "Step", true, null, "S", "T", "", Given.Start, "Alert 1");

        Assert.Equal(Hash([1, Given.Start.ToUnixTimeMilliseconds(), Given.Planner.UserId, Given.Planner.Name, "Step", true, null, "S", "T", "", AuditEvent.Origin]), without.Hash);
        Assert.Equal(Hash([1, Given.Start.ToUnixTimeMilliseconds(), Given.Planner.UserId, Given.Planner.Name, "Step", true, null, "S", "T", "", "Alert 1", AuditEvent.Origin]), covering.Hash);

        static string Hash(object?[] fields) => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(fields)));
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

    private static object Another(object? value) => value switch
    {
        string text => text + ".",
        bool yes => !yes,
        long number => number + 1,
        Guid => Given.Id(77),
        DateTimeOffset time => time.AddMilliseconds(1),
        _ => throw new ArgumentException($"What another {value?.GetType().Name} is has to be said here.", nameof(value)),
    };

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
