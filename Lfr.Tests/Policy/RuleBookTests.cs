using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class RuleBookTests
{
    [Fact]
    public void GoodCase_EveryRule_IsMet()
    {
        var readiness = RuleBook.Readiness(Given.Dossier());

        // No body of England has to be told of each use, and the first version of the model policy names no parts and no language of a notice.
        Assert.Equal(RuleBook.Deployment.Count(r => r is not (BodiesAreTold or NoticeHasItsParts or NoticeIsInItsLanguages)), readiness.Count);
        Assert.All(readiness, f => Assert.True(f.Weight == Weight.Met, $"{f.RuleId}: {f.Sentence}"));
    }

    [Fact]
    public void GoodEntry_EveryRule_IsMet() =>
        Assert.All(RuleBook.Judge(Given.EntryDossier(others: Given.Entry(2))), f => Assert.True(f.Weight == Weight.Met, $"{f.RuleId}: {f.Sentence}"));

    [Fact]
    public void Draft_BeforeAuthority_PassesTheGateOfSubmission() =>
        Assert.DoesNotContain(RuleBook.At(Gate.Submit, Given.Dossier(g => { Bare(g); g.Submitted = false; })), f => f.Blocks);

    [Fact]
    public void Submitted_ReadByASuperintendent_PassesTheGateOfAuthority() =>
        Assert.DoesNotContain(RuleBook.At(Gate.Authorise, Given.Dossier(g => { Bare(g); g.AuthorisedBy = null; g.Asking = Given.Officer; })), f => f.Blocks);

    [Fact]
    public void Authorised_WithoutAnythingElse_CannotGoLive()
    {
        var blocks = RuleBook.At(Gate.GoLive, Given.Dossier(g => { Bare(g); g.Engine = g.Engine with { WorkerConnected = false }; })).Where(f => f.Blocks).Select(f => f.RuleId);

        Assert.Equal(["R13", "R19", "R20", "R36", "ENGINE", "R07b"], blocks);
    }

    [Fact]
    public void NoPolicy_AtEveryGate_IsRefusedByR01()
    {
        foreach (var gate in Enum.GetValues<Gate>())
        {
            var finding = Assert.Single(RuleBook.At(gate, Given.Dossier(g => g.Policy = null)));
            Assert.Equal(("R01", true), (finding.RuleId, finding.Blocks));
        }
    }

    [Fact]
    public void RuleThatThePolicyDoesNotName_DoesNotApply() =>
        Assert.DoesNotContain(RuleBook.Readiness(Given.Dossier(g => g.Policy = Given.Library.Find("met-2019.1"))), f => f.RuleId == "R10");

    [Fact]
    public void BrokenRule_WeighsAsThePolicySays()
    {
        Assert.Equal(Weight.Block, Of("uk-2026.1"));
        Assert.Equal(Weight.Record, Of("met-2019.1"));

        static Weight Of(string policy) => RuleBook.Readiness(Given.Dossier(g =>
        {
            g.Policy = Given.Library.Find(policy);
            g.NoticeAt = null;
        })).Single(f => f.RuleId == "R13").Weight;
    }

    [Fact]
    public void DoubtfulRule_WarnsAtTheMost() =>
        Assert.Equal(Weight.Warn, RuleBook.Readiness(Given.Dossier(g => g.NoticeAt = Given.Start.AddHours(-30))).Single(f => f.RuleId == "R14").Weight);

    [Fact]
    public void Ids_WithinOneList_AreUnique()
    {
        Assert.Distinct(RuleBook.Deployment.Select(r => r.Id));
        Assert.Distinct(RuleBook.Entry.Select(r => r.Id));
        Assert.Distinct(RuleBook.Alert.Select(r => r.Id));
        Assert.Distinct(RuleBook.Standing.Select(r => r.Id));
    }

    [Fact]
    public void EveryPack_WeighsOnlyRulesThatExist() =>
        Assert.All(Given.Library.All, p => Assert.Subset(RuleBook.Ids.ToHashSet(StringComparer.Ordinal), p.Rules.Keys.ToHashSet(StringComparer.Ordinal)));

    [Fact]
    public void NewestPack_WeighsEveryRule_ButThoseThatOnlyOtherCountriesHave() =>
        Assert.Equal(RuleBook.Ids.Except([RuleBook.Find<BodiesAreTold>().Id, RuleBook.Find<EntryIsSeriousEnough>().Id], StringComparer.Ordinal).Order(StringComparer.Ordinal), Given.Library.Find("uk-2026.2")!.Rules.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void SameDossier_AskedTwice_GivesTheSameFindings()
    {
        var dossier = Given.Dossier(g => g.NoticeAt = null);

        Assert.Equal(RuleBook.Readiness(dossier), RuleBook.Readiness(dossier));
    }

    [Fact]
    public void EveryRuleThatIsWritten_IsInAList() => Assert.Equal(
        typeof(Rule).Assembly.GetTypes().Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Rule))).Select(t => t.Name).Order(StringComparer.Ordinal),
        RuleBook.All.Select(r => r.GetType().Name).Order(StringComparer.Ordinal));

    private static void Bare(Given given)
    {
        given.Now = Given.Start.AddDays(-6);
        given.NoticeAt = null;
        given.SealedAt = null;
        given.Entries = [];
    }
}
