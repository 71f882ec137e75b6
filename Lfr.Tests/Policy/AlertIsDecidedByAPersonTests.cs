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

    /// <summary>The AI Act asks for two competent people.</summary>
    [Fact]
    public void Alert_JudgedByOne_SendsNobodyWhereThePolicyAsksForTwo() =>
        Says.Broken(UnderTwo(_ => { }), "Olu Operator judged it the same person; 2 people must");

    [Fact]
    public void Alert_JudgedByTwo_IsVerifiedWhereThePolicyAsksForTwo() =>
        Says.Met(UnderTwo(alert => Given.Do(alert.Adjudicate(Answer.Same, "Mole on the left cheek", GivenAlert.RaisedAt.AddSeconds(6), Given.Engagement, GivenAlert.RaisedAt.AddSeconds(30)))));

    private static Verdict UnderTwo(Action<Alert> then)
    {
        var dossier = GivenAlert.Dossier() with { Policy = Given.Uk with { Numbers = Given.Uk.Numbers with { VerifyingPeople = 2 } } };
        then(dossier.Alert);
        return new AlertIsDecidedByAPerson().Judge(dossier);
    }

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<GivenAlert>? change = null) => new AlertIsDecidedByAPerson().Judge(GivenAlert.Dossier(change));
}
