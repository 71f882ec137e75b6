using Lfr.Inference.Hosting;
using Lfr.Inference.Pipeline;
using Lfr.Inference.Publishing;
using Lfr.Shared.Live;

namespace Lfr.Tests.Worker;

/// <summary>Passes that wait to be told: in order, bounded, and told again until the web has them.</summary>
public sealed class RepeatedPassesTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string data = Directory.CreateTempSubdirectory("lfr-passes").FullName;
    private readonly RepeatedPasses passes = new();

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public void Passes_AreToldOldestFirst_AgainUntilTheyArrived_AndTheOldestOfTooManyAreLost()
    {
        using var outbox = new AlertOutbox(data, Guid.CreateVersion7(), new byte[32], TimeProvider.System.GetUtcNow().AddHours(1));
        for (var number = 0; number < 520; number++)
            passes.Add(new RepeatedSighting(Guid.CreateVersion7(Noon.AddSeconds(number)), true, Guid.AllBitsSet, Guid.Empty, Guid.Empty, Noon.AddSeconds(number), TimeSpan.Zero, number, 0.6f, default));

        var first = passes.Untold(outbox);
        Assert.Equal((RepeatedPass.MostInAReport, Noon.AddSeconds(20)), (first.Count, first[0].At));
        Assert.Equal(first, passes.Untold(outbox));

        passes.Took(first);
        Assert.Equal(Noon.AddSeconds(20 + RepeatedPass.MostInAReport), passes.Untold(outbox)[0].At);
        var told = first.Count;
        while (passes.Untold(outbox) is { Count: > 0 } more)
        {
            passes.Took(more);
            told += more.Count;
        }

        Assert.Equal(500, told);
    }

    /// <summary>Also between the moment at which a report is made and that at which it is answered: what was told is then the poorer one.</summary>
    [Fact]
    public void PassSeenBetterLater_IsToldWithTheHigherScore_AtTheTimeAtWhichItBegan()
    {
        using var outbox = new AlertOutbox(data, Guid.CreateVersion7(), new byte[32], TimeProvider.System.GetUtcNow().AddHours(1));
        var seen = new RepeatedSighting(Guid.CreateVersion7(Noon), true, Guid.AllBitsSet, Guid.Empty, Guid.Empty, Noon, TimeSpan.Zero, 1, 0.6f, default);
        passes.Add(seen);
        passes.Add(seen with { IsFirst = false, At = Noon.AddSeconds(2), Score = 0.7f });

        var told = passes.Untold(outbox);
        Assert.Equal((0.7f, Noon), (Assert.Single(told).Score, told[0].At));
        passes.Add(seen with { IsFirst = false, At = Noon.AddSeconds(3), Score = 0.8f });
        passes.Took(told);

        Assert.Equal(0.8f, Assert.Single(passes.Untold(outbox)).Score);
    }
}
