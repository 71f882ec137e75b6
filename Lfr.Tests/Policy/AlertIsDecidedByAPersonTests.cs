using Lfr.Shared.Alerts;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class AlertIsDecidedByAPersonTests
{
    [Fact]
    public void Alert_NobodyAnswered_SendsNobody() =>
        Says.Broken(Judge(a => a.Answer = null), "Nobody has answered yet");

    [Fact]
    public void Alert_JudgedNotTheSame_SendsNobody() =>
        Says.Broken(Judge(a => a.Answer = Answer.NotSame), "Olu Operator judged it not the same person.");

    [Fact]
    public void Alert_NobodyCouldTell_SendsNobody() =>
        Says.Broken(Judge(a => a.Answer = Answer.CannotTell), "Olu Operator could not tell.");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<GivenAlert>? change = null) => new AlertIsDecidedByAPerson().Judge(GivenAlert.Dossier(change));
}
