using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class AuthorityIsGivenByTheRightRankTests
{
    [Fact]
    public void Grant_ByAChiefInspector_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer with { Rank = Rank.ChiefInspector }; }), "at least superintendent is needed");

    /// <summary>No officer's grant stands in for the judge that another country's law asks for.</summary>
    [Theory]
    [InlineData("eu-ai-act.1", "a judge")]
    [InlineData("wa-rcw-43-386.1", "a judge")]
    public void Grant_UnderAPolicyThatNeedsAnother_IsRefusedWhateverTheRank(string pack, string who)
    {
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer with { Rank = Rank.ChiefConstable }; g.Policy = Given.Library.Find(pack); }), $"needs the authority of {who}");
        Says.Broken(Judge(g => g.Policy = Given.Library.Find(pack)), $"needs the authority of {who}");
    }

    [Fact]
    public void Grant_ByASuperintendent_IsAllowed() =>
        Says.Met(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; }));

    /// <summary>Whoever stands in for a superintendent counts as one, and the record says that they stood in.</summary>
    [Fact]
    public void Grant_ByAnActingSuperintendent_IsAllowed_AndSaid()
    {
        var acting = Given.Officer with { Acting = "acting superintendent until 4 December 2026" };

        Assert.Equal("Sue Perintendent is acting superintendent until 4 December 2026; at least superintendent is needed.", Judge(g => { g.AuthorisedBy = null; g.Asking = acting; }).Sentence);
        Assert.StartsWith("Sue Perintendent, acting superintendent until 4 December 2026, granted it on ", Judge(g => g.AuthorisedBy = acting).Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Grant_ByAChiefConstable_IsAllowed() =>
        Says.Met(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer with { Rank = Rank.ChiefConstable }; }));

    [Fact]
    public void Grant_ByPoliceStaff_IsRefused() =>
        Says.Broken(Judge(g => { g.AuthorisedBy = null; g.Asking = Given.Officer with { Rank = Rank.Staff }; }), "police staff");

    [Fact]
    public void Plan_ThatWaitsForAnAnswer_IsNotAuthorised() =>
        Says.Broken(Judge(g => g.AuthorisedBy = null), "The authorising officer has not answered yet");

    [Fact]
    public void Plan_NobodyWasAskedAbout_IsNotAuthorised() =>
        Says.Broken(Judge(g => g.Submitted = false), "Nobody has granted authority");

    [Fact]
    public void Authority_GivenForAnotherPlan_DoesNotCount() =>
        Says.Broken(Judge(g => g.ChangedAfterwards = p => p with { ExpectedFootfall = 1 }), "Nobody has granted authority for the plan as it is now");

    [Fact]
    public void Authority_GivenByTooLowARank_DoesNotCount() =>
        Says.Broken(Judge(g => g.AuthorisedBy = Given.Officer with { Rank = Rank.Inspector }), "was of the rank of inspector");

    [Fact]
    public void GoLive_ByAConstable_RestsOnTheOfficersRank() =>
        Says.Met(Judge(g => g.Asking = Given.Operator));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new AuthorityIsGivenByTheRightRank().Judge(Given.Dossier(change));
}
