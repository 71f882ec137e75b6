using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class ThresholdFollowsFromTheTargetTests
{
    [Fact]
    public void Plan_AimingAtNoRate_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { TargetFalseAlertRate = 0 }), "no false alert rate between 0 and 1");

    [Fact]
    public void Plan_AimingAboveTheLimit_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { TargetFalseAlertRate = 0.002 }), "one false alert in 500 faces; more than 1 in 1,000 is not allowed");

    [Fact]
    public void Plan_AimingAtTheLimit_IsAllowed() =>
        Says.Met(Judge(g => g.Plan = g.Plan with { TargetFalseAlertRate = 0.001 }));

    [Fact]
    public void Engine_WithoutAMeasuredModel_LeavesADoubt() =>
        Says.Doubtful(Judge(g => g.Engine = g.Engine with { Calibration = null }), "cannot be worked out");

    [Fact]
    public void Threshold_OutsideOfWhatWasMeasured_LeavesADoubt() =>
        Says.Doubtful(Judge(g => g.Engine = g.Engine with { Calibration = new Calibration(Given.Embedder, "x", 1000, [new(0.3, 1e-2, null), new(0.4, 1e-3, null)]) }), "outside of the measured range");

    [Fact]
    public void Target_ThatNoThresholdReaches_IsRefused() =>
        Says.Broken(Judge(g => { g.Engine = g.Engine with { Calibration = new Calibration(Given.Embedder, "x", 1000, [new(0.8, 1e-2, null), new(0.9, 9e-3, null)]) }; g.Plan = g.Plan with { TargetFalseAlertRate = 1e-5 }; }), "No threshold of this model is strict enough");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new ThresholdFollowsFromTheTarget().Judge(Given.Dossier(change));
}
