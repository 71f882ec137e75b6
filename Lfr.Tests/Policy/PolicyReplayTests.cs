using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class PolicyReplayTests
{
    private static readonly PolicyPack Europe = Given.Library.Find("eu-ai-act.1")!;

    [Fact]
    public void Deployment_UnderItsOwnPolicy_WouldNotBeRefused() => Assert.Empty(Refusals(Given.Uk));

    [Fact]
    public void Deployment_UnderAnotherCountrysLaw_WouldBe_WithItsReasonsAndSources()
    {
        var refusals = Refusals(Europe);

        Assert.Equal(["R02", "R04", "R13b"], refusals.Select(f => f.RuleId));
        Assert.All(refusals, f => Assert.Equal(Europe.SourceOf(f.RuleId), f.Source));
    }

    /// <summary>A policy to come: somebody thinks of a longer notice that blocks, and of a higher rank.</summary>
    [Fact]
    public void Deployment_UnderAStricterNumber_IsNamedByTheRuleThatUsesIt()
    {
        var stricter = Given.Uk with { Numbers = Given.Uk.Numbers with { LongestWindowHours = 4 } };

        Assert.Equal("R07", Assert.Single(Refusals(stricter)).RuleId);
    }

    /// <summary>A rule that only warns refuses nobody.</summary>
    [Fact]
    public void Deployment_UnderARuleThatOnlyWarns_WouldNotBeRefused()
    {
        var milder = Given.Uk with
        {
            Numbers = Given.Uk.Numbers with { LongestWindowHours = 4 },
            Rules = new Dictionary<string, Weight>(Given.Uk.Rules, StringComparer.Ordinal) { ["R07"] = Weight.Warn },
        };

        Assert.Empty(Refusals(milder));
    }

    /// <summary>The list is destroyed and the engine has moved on: what cannot be known any more is not held against anybody.</summary>
    [Fact]
    public void RulesAboutListAndEngine_AreNotAsked() =>
        Assert.DoesNotContain(PolicyReplay.Asked, r => r is EveryEntryIsReviewed or WatchlistIsFresh or OnlyTheSealedListRuns or ModelIsMeasured or EngineIsReady or WindowIsOpen);

    private static IReadOnlyList<Finding> Refusals(PolicyPack policy)
    {
        var dossier = Given.Dossier();
        return PolicyReplay.Refusals(policy, dossier.Deployment, dossier.Notice);
    }
}
