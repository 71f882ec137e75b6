using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class AlertIsNoLookalikeTests
{
    [Fact]
    public void RunnerUp_AboveTheThreshold_IsPointedOut() =>
        Says.Broken(Judge(a => a.RunnerUpScore = 0.56f), "above the threshold, too");

    [Fact]
    public void RunnerUp_OnTheThreshold_WouldHaveRaisedAnAlertItself() =>
        Says.Broken(Judge(a => a.RunnerUpScore = 0.54f), "above the threshold, too");

    [Fact]
    public void RunnerUp_NearlyAsAlike_IsPointedOut() =>
        Says.Broken(Judge(a => { a.Score = 0.56f; a.RunnerUpScore = 0.53f; }), "almost as similar");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<GivenAlert>? change = null) => new AlertIsNoLookalike().Judge(GivenAlert.Dossier(change));
}
