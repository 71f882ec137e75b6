using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class OutcomeTests
{
    [Fact]
    public void Conflict_IsAKindOfItsOwn()
    {
        var outcome = Outcome.Conflict();

        Assert.True(outcome.IsRefusedAs(RefusalKind.Conflict));
        Assert.False(outcome.IsRefusedAs(RefusalKind.State));
        Assert.Equal("CONFLICT", Assert.Single(outcome.Refusals).RuleId);
    }

    [Fact]
    public void EachKind_HasItsId() => Assert.Equal(
        ["STATE", "CONFLICT", "FORM", "ROLE"],
        new[] { Outcome.WrongState("It is over."), Outcome.Conflict(), Outcome.Incomplete("No reason is given.", "Enter why."), Outcome.NotYourRole("Only a planner may do this.") }
            .Select(o => Assert.Single(o.Refusals).RuleId));

    [Fact]
    public void Refusal_SaysWhyAndThenWhatToDo() =>
        Assert.Equal("No reason is given. Enter why.", Outcome.Incomplete("No reason is given.", "Enter why.").Explanation);

    [Fact]
    public void BrokenRule_IsNoConflict() =>
        Assert.True(Outcome.Refused(RuleBook.Find<NoticeIsPublished>().Weigh(Verdict.Broken("The notice is a draft.", "Publish it."), Weight.Block)).IsRefusedAs(RefusalKind.Rule));

    [Fact]
    public void Heading_OfAMetRule_IsItsTitle_OfABrokenOneWhatIsWrong()
    {
        var rule = RuleBook.Find<NoticeIsPublished>();

        Assert.Equal("The notice is published", rule.Weigh(Verdict.Met("The public can read it."), Weight.Block).Heading);
        Assert.Equal("The notice is a draft.", rule.Weigh(Verdict.Broken("The notice is a draft.", "Publish it."), Weight.Block).Heading);
    }

    [Fact]
    public void Findings_WithNothingThatBlocks_AreDone() =>
        Assert.True(Outcome.From([RuleBook.Find<NoticeIsPublished>().Weigh(Verdict.Broken("The notice is a draft.", "Publish it."), Weight.Warn)]).Succeeded);
}
