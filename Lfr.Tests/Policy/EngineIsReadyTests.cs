using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class EngineIsReadyTests
{
    [Fact]
    public void NoWorker_IsRefused() =>
        Says.Broken(Judge(g => g.Engine = g.Engine with { WorkerConnected = false }), "No engine is connected.");

    [Fact]
    public void Worker_WithAProblem_IsRefusedInItsOwnWords() =>
        Says.Broken(Judge(g => g.Engine = g.Engine with { Problem = "The disk is full." }), "The disk is full.");

    [Fact]
    public void Models_ThatAreMissing_AreRefused() =>
        Says.Broken(Judge(g => g.Engine = g.Engine with { Models = new Dictionary<string, string>() }), "missing or were altered");

    [Fact]
    public void DetectorThatGivesThePointsItself_NeedsNoLandmarkModel() => Says.Met(Judge(g => g.Engine = g.Engine with
    {
        Models = new Dictionary<string, string>(StringComparer.Ordinal) { ["detector"] = Given.Detector, ["embedder"] = Given.Embedder },
    }));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new EngineIsReady().Judge(Given.Dossier(change));
}
