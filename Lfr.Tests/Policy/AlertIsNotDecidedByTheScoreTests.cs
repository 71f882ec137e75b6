using Lfr.Shared.Alerts;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class AlertIsNotDecidedByTheScoreTests
{
    [Fact]
    public void Alert_WithoutAnAnswer_HasNoReasons() =>
        Says.Broken(Judge(a => a.Answer = null), "There are no reasons yet.");

    [Fact]
    public void Reasons_ThatAreANumber_AreRefused() =>
        Says.Broken(Judge(a => a.Reasons = "0.71"), "a score is no reason");

    [Fact]
    public void Reasons_ThatAreTheScore_AreRefused() =>
        Says.Broken(Judge(a => a.Reasons = "High score, 92 %"), "a score is no reason");

    [Fact]
    public void Reasons_ThatNameFeatures_AreAllowed() =>
        Says.Met(Judge(a => a.Reasons = "Scar over left brow"));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<GivenAlert>? change = null) => new AlertIsNotDecidedByTheScore().Judge(GivenAlert.Dossier(change));
}
