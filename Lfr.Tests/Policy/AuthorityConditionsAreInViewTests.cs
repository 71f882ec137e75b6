using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class AuthorityConditionsAreInViewTests
{
    [Fact]
    public void Authority_WithConditions_KeepsSayingThem() =>
        Says.Doubtful(Judge(g => g.Conditions = "Stop if the school closes early."), "Granted on these conditions: Stop if the school closes early.");

    [Fact]
    public void Conditions_AreInTheReadinessList_AndBlockNothing()
    {
        var finding = RuleBook.Readiness(Given.Dossier(g => g.Conditions = "Only while it is light.")).Single(f => f.IsOf<AuthorityConditionsAreInView>());

        Assert.Equal((Weight.Warn, "Granted on these conditions: Only while it is light."), (finding.Weight, finding.Heading));
    }

    [Fact]
    public void Authority_WithoutConditions_IsMet() => Says.Met(Judge());

    [Fact]
    public void Plan_ThatNobodyAuthorised_HasNoConditions() => Says.Met(Judge(g => g.AuthorisedBy = null));

    private static Verdict Judge(Action<Given>? change = null) => new AuthorityConditionsAreInView().Judge(Given.Dossier(change));
}
