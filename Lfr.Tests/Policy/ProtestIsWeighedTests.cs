using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class ProtestIsWeighedTests
{
    private static readonly Protest Expected = new(true, "The march passes at noon; cameras stand in a side street and are off while it passes.");

    [Fact]
    public void Plan_ThatDoesNotSay_IsRefused() =>
        Says.Broken(Judge(g => (g.AuthorisedBy, g.Plan) = (null, g.Plan with { Protest = null })), "does not say whether a protest");

    /// <summary>A question that came with a later release must not stop what was authorised before.</summary>
    [Fact]
    public void Plan_AuthorisedBeforeItWasAsked_LeavesADoubt() =>
        Says.Doubtful(Judge(g => g.Plan = g.Plan with { Protest = null }), "does not say whether a protest");

    [Fact]
    public void Protest_WithoutReasons_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Protest = Expected with { Reasons = " " } }), "nothing says why faces may be compared at it");

    [Fact]
    public void Protest_UnderAPolicyThatAllowsNone_IsRefused() =>
        Says.Broken(Judge(g => (g.Plan, g.Policy) = (g.Plan with { Protest = Expected }, Given.Uk with { Protest = new PolicyProtest { Allowed = false } })), "the policy allows no deployment at one");

    [Fact]
    public void Protest_WithReasons_IsMetAndNamesTheRank()
    {
        var verdict = Judge(g => g.Plan = g.Plan with { Protest = Expected });

        Says.Met(verdict);
        Assert.EndsWith("the decision needs the rank of assistant chief constable or above.", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void NoProtest_IsMet() => Says.Met(Judge());

    /// <summary>R04 asks the higher rank: a superintendent's authority does not do for a protest.</summary>
    [Theory]
    [InlineData(Rank.Superintendent, false, true)]
    [InlineData(Rank.Superintendent, true, false)]
    [InlineData(Rank.ChiefSuperintendent, true, false)]
    [InlineData(Rank.AssistantChiefConstable, true, true)]
    public void Rank_ThatAuthorises(Rank rank, bool protest, bool enough)
    {
        var dossier = Given.Dossier(g =>
        {
            g.Plan = g.Plan with { Protest = protest ? Expected : new Protest(false, "") };
            g.AuthorisedBy = Given.Officer with { Rank = rank };
        });

        Assert.Equal(enough, new AuthorityIsGivenByTheRightRank().Judge(dossier).Outcome == VerdictKind.Met);
    }

    private static Verdict Judge(Action<Given>? change = null) => new ProtestIsWeighed().Judge(Given.Dossier(change));
}
