using Lfr.Shared;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Notices;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

/// <summary>Decisions that were stored before hashes had a version stay in force; the hashes here were written by that release.</summary>
public class UnversionedHashTests
{
    private const string OfPlan = "07c942e3ee84b959c2ac667c7be0a03c9334065fe7976b212ea81203dc0b0e80";
    private const string OfPlanWithoutDate = "db42862420b94a3f1cb229f85f8b86ed92c7d18c9e70f664cf121a3e266b0e5e";
    private const string OfFacts = "c32730fc26839a94ff89a59204ac2fbdacfed0ffa545bc6f2d3ec4035bc51e17";
    private const string OfFactsWithoutDate = "aa029ba76a062b6cc2fa92c1efd0d1f5072b64d732f1f935d1e43234508b4516";
    private const string OfEntry = "ed40213d0b2ff9549ce67cd9d9246c090455ef4df5aea319a8c2441298c4341a";
    private const string OfGallery = "60665082bfe9111af8d38b0de428bc55aaa58e0ee7e86dde6d24963559ed2446";

    private static readonly DateTimeOffset Now = new(2026, 6, 5, 9, 30, 0, TimeSpan.Zero);

    [Fact]
    public void Authority_GrantedBefore_StaysInForce_UntilThePlanChanges()
    {
        var deployment = Authorised(OfPlan);
        Assert.NotNull(deployment.Authority);

        Given.Do(deployment.ChangePlan(GoldenDecisions.Plan with { Staff = [], Assessments = [] }, Given.Start));
        Assert.Equal(DeploymentState.Authorised, deployment.State);

        Given.Do(deployment.ChangePlan(GoldenDecisions.Plan with { FootfallBasis = "A guess" }, Given.Start));
        Assert.Equal((DeploymentState.Draft, null), (deployment.State, deployment.Authority));
    }

    [Fact]
    public void Plan_WithoutADate_IsRecognised()
    {
        Assert.True(GoldenDecisions.PlanWithoutDate.HasHash(OfPlanWithoutDate));
        Assert.True(GoldenDecisions.PlanWithoutDate.HasPublicFactsHash(OfFactsWithoutDate));
        Assert.False(GoldenDecisions.PlanWithoutDate.HasHash(OfPlan));
    }

    [Fact]
    public void Notice_PublishedBefore_StillCountsFromThatDay()
    {
        var notice = Notice.Write(Given.Id(2), Given.Id(1), Given.NoticeText);
        Given.Do(notice.Publish(GoldenDecisions.Plan, "", Given.Planner, Now.AddDays(-7)));
        Stored(notice, nameof(Notice.Versions), (IReadOnlyList<NoticeVersion>)[notice.Versions[0] with { FactsHash = OfFacts }]);

        Assert.Equal(Now.AddDays(-7), notice.PublicSince(GoldenDecisions.Plan));
        Assert.Null(notice.PublicSince(GoldenDecisions.Plan with { Place = GoldenDecisions.Plan.Place with { Zone = "All of Romford" } }));
    }

    [Fact]
    public void SignOff_GivenBefore_StillCounts_UntilTheEntryChanges()
    {
        var entry = GoldenDecisions.Entry();
        Stored(entry, nameof(WatchlistEntry.Decisions), (IReadOnlyList<EntryDecision>)[new EntryDecision(EntryVerdict.Approved, "", Given.Approver.Sign(Now), OfEntry, 12)]);
        Assert.Single(entry.CurrentApprovals);

        Given.Do(entry.Change(GoldenDecisions.Details with { Justification = "Another" }, GoldenDecisions.Photograph, GoldenDecisions.Compiler, entry.CompiledBy.At));
        Assert.Empty(entry.CurrentApprovals);
    }

    [Fact]
    public void Seal_SetBefore_StillFitsItsTemplates_AndNoOthers()
    {
        Assert.Equal(OfGallery, GalleryDigest.ComputeLike(OfGallery, GoldenDecisions.Rows));
        Assert.NotEqual(OfGallery, GalleryDigest.ComputeLike(OfGallery, GoldenDecisions.Rows.Take(1)));
        Assert.Equal(GalleryDigest.Compute(GoldenDecisions.Rows), GalleryDigest.ComputeLike(null, GoldenDecisions.Rows));
        Assert.Equal(GalleryDigest.Compute(GoldenDecisions.Rows), GalleryDigest.ComputeLike("gallery/1:00", GoldenDecisions.Rows));
    }

    [Fact]
    public void AllowanceAddedToAPlan_IsNotCoveredByAHashFromBeforeThereWereAny()
    {
        Assert.True(GoldenDecisions.Plan.HasHash(OfPlan));
        Assert.False((GoldenDecisions.Plan with { Offline = new OfflineAllowance(Given.Id(2), "Van 2", 10, "No reception") }).HasHash(OfPlan));
    }

    [Fact]
    public void SiblingsAddedToAnEntry_AreNotCoveredByAHashFromBeforeThereWereAny()
    {
        Assert.True(GoldenDecisions.Entry().HasHash(OfEntry));
        Assert.False(GoldenDecisions.EntryWithSiblings().HasHash(OfEntry));
    }

    [Fact]
    public void Decision_TakenNow_NamesTheVersion()
    {
        var deployment = Authorised(OfPlan);

        Assert.StartsWith("plan/1:", deployment.Plan.Hash(), StringComparison.Ordinal);
        Assert.StartsWith("entry/1:", GoldenDecisions.Entry().Hash(), StringComparison.Ordinal);
        Assert.False(HashedText.IsUnversioned(deployment.Plan.PublicFactsHash()));
    }

    private static Deployment Authorised(string planHash)
    {
        var deployment = Deployment.Draft(Given.Id(1), 2026, 14, GoldenDecisions.Plan, Given.Planner, Now.AddDays(-9));
        Given.Do(deployment.Submit(Given.Planner, Given.Uk, [], Now.AddDays(-8)));
        Given.Do(deployment.Decide(AuthorityVerdict.Granted, "Necessary", "", deployment.Plan.Hash(), Given.Officer, [], Now.AddDays(-7)));
        Stored(deployment, nameof(Deployment.Decisions), (IReadOnlyList<AuthorityDecision>)[deployment.Decisions[0] with { PlanHash = planHash }]);
        return deployment;
    }

    // As the database gives it back.
    private static void Stored(object aggregate, string property, object value) => aggregate.GetType().GetProperty(property)!.SetValue(aggregate, value);
}
