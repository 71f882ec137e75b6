using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class OnlyTheSealedListRunsTests
{
    [Fact]
    public void List_ThatIsNotSealed_IsRefused() =>
        Says.Broken(Judge(g => g.SealedAt = null), "The list is not sealed.");

    [Fact]
    public void Templates_ThatDifferFromTheSeal_AreRefused() =>
        Says.Broken(Judge(g => g.RecomputedGalleryHash = "b"), "The stored templates are not those that were sealed.");

    [Fact]
    public void Entry_RemovedAfterTheSeal_NeedsANewSeal() =>
        Says.Broken(Judge(g => { g.SealedSize = 2; g.Entries[1].Remove("No longer wanted", Given.Compiler, g.Now); }), "2 entries were sealed; 1 would run.");

    [Fact]
    public void Entry_SuspendedAfterTheSeal_DoesNotBreakIt()
    {
        var verdict = Judge(g => { g.SealedSize = 2; g.Entries[1].Suspend(EntryFate.Arrested, "Alert 3: arrest", [Given.GalleryHash], Given.Engagement, g.Now); });

        Says.Met(verdict);
        Assert.EndsWith("1 has been suspended since and will not be compared.", verdict.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Entry_AddedAfterTheSeal_IsRefused() =>
        Says.Broken(Judge(g => g.SealedSize = 1), "1 entry was sealed; 2 would run.");

    [Fact]
    public void Criteria_ThatWereApprovedForAnotherPlan_HoldTheListBack() =>
        Says.Broken(new OnlyTheSealedListRuns().Judge(Given.Dossier() with { Criteria = new CriteriaInForce(true, null) }), "The authorising officer has not approved criteria for this list, as the plan now stands.");

    [Fact]
    public void ReadinessList_WithoutRecomputing_IsMet() =>
        Says.Met(Judge(g => g.RecomputedGalleryHash = null));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new OnlyTheSealedListRuns().Judge(Given.Dossier(change));
}
