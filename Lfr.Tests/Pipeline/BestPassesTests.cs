using Lfr.Inference.Pipeline;

namespace Lfr.Tests.Pipeline;

/// <summary>Passes that raised no alert, as an evaluation prints them.</summary>
public sealed class BestPassesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 5, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Pass_IsOnce_WithItsBestLook_WhereItBegan()
    {
        var (one, two) = (Guid.CreateVersion7(Noon), Guid.CreateVersion7(Noon.AddSeconds(3)));
        var passes = new BestPasses();
        passes.Add(Seen(one, 0.58f, 10));
        passes.Add(Seen(two, 0.61f, 12));
        passes.Add(Seen(one, 0.92f, 40));
        passes.Add(Seen(one, 0.90f, 44));

        Assert.Equal([(one, 0.92f, 40L), (two, 0.61f, 12L)], passes.All.Select(p => (p.PassId, p.Score, p.FrameNumber)));
    }

    private static RepeatedSighting Seen(Guid pass, float score, long frame) =>
        new(pass, frame < 15, Guid.AllBitsSet, Guid.Empty, Guid.Empty, Noon, TimeSpan.FromMilliseconds(40 * frame), frame, score, default);
}
