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

    /// <summary>What a judge decided is recorded by an officer, with name and reference.</summary>
    [Fact]
    public void DecisionOfAJudge_ThatAnOfficerRecords_Counts()
    {
        var dossier = Given.Dossier(g => { g.AuthorisedBy = null; g.Asking = Given.Officer; g.Policy = Given.Library.Find("eu-ai-act.1"); });
        var judge = new Lfr.Shared.Deployments.OutsideAuthority("Judge Rossi, Tribunale di Torino", "RG 14/2026");

        Says.Broken(new AuthorityIsGivenByTheRightRank().Judge(dossier), "no decision of a judge is recorded yet");
        Says.Met(new AuthorityIsGivenByTheRightRank().Judge(dossier with { Outside = judge }));
        Given.Do(dossier.Deployment.Decide(Lfr.Shared.Deployments.AuthorityVerdict.Granted, "As the judge decided.", "", dossier.Plan.Hash(), Given.Officer, [], Given.Start.AddDays(-7), null, judge));
        var met = new AuthorityIsGivenByTheRightRank().Judge(dossier);
        Says.Met(met);
        Assert.StartsWith("Judge Rossi, Tribunale di Torino decided, RG 14/2026; Sue Perintendent recorded it", met.Sentence, StringComparison.Ordinal);
    }

    /// <summary>Urgently an inspector may, until it is countersigned; a sergeant may not.</summary>
    [Theory]
    [InlineData(Rank.Inspector, true)]
    [InlineData(Rank.Sergeant, false)]
    public void UrgentGrant_NeedsTheUrgentRank(Rank rank, bool may)
    {
        var officer = Given.Officer with { Rank = rank };
        var before = Judge(g => { g.AuthorisedBy = null; g.Asking = officer; g.UrgentSince = Given.Start; });
        var after = Judge(g => { g.AuthorisedBy = officer; g.UrgentSince = Given.Start; });

        Assert.All([before, after], v => Assert.Equal(may, v.Outcome == VerdictKind.Met));
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
