using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Components;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments;

/// <summary>Where a finding is cleared.</summary>
/// <param name="Label">On the button: <c>Open notice</c>.</param>
/// <param name="Href">Address.</param>
public sealed record FindingPlace(string Label, string Href);

/// <summary>The way from a finding to the page on which it is cleared.</summary>
public static class FindingPlaces
{
    /// <summary>The page; <see langword="null"/> when no page clears it.</summary>
    public static FindingPlace? Of(Finding finding, Guid deploymentId)
    {
        FindingPlace Plan(string section) => new("Open plan", LfrRoutes.Plan(deploymentId) + "#" + section);
        return RuleBook.Deployment.FirstOrDefault(r => string.Equals(r.Id, finding.RuleId, StringComparison.Ordinal)) switch
        {
            UseCaseIsPermitted or ListedPeopleCanBeExpected or SensitiveSitesAreConsidered => Plan("grounds"),
            WindowIsFixed or AlternativeRouteIsGiven => Plan("place"),
            LessIntrusiveMethodsAreConsidered => Plan("necessity"),
            DataProtectionIsAssessed or EqualityIsAssessed or CommunityIsAssessed => Plan("assessments"),
            CriteriaAreMadeForThisOperation => Plan("criteria"),
            CamerasAreNamed or StaffAreTrained => Plan("cameras"),
            OfflineVanIsNamedAndBounded => Plan("offline"),
            ThresholdFollowsFromTheTarget => Plan("footfall"),
            NoticeIsPublished or NoticeIsGivenInTime or NoticeAndAuthorityFitThePlan => new FindingPlace("Open notice", LfrRoutes.NoticeEditor(deploymentId)),
            AuthorityIsGivenByTheRightRank or AuthorityIsIndependent or AuthorityConditionsAreInView => new FindingPlace("Open authority", LfrRoutes.Authority(deploymentId)),
            EveryEntryIsReviewed => new FindingPlace("Go to sign-off", LfrRoutes.SignOff(deploymentId)),
            WatchlistIsFresh or SizeIsWithinWhatWasTested or OnlyTheSealedListRuns or LateChangesAreOnRecord =>
                new FindingPlace("Open list", LfrRoutes.Watchlist(deploymentId)),
            RowsAreAsTheLogLeftThem => new FindingPlace("Open audit log", LfrRoutes.AuditOf(deploymentId)),
            _ => null,
        };
    }
}
