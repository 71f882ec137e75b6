using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Deployments;

/// <summary>Where a finding is cleared.</summary>
/// <param name="Label">On the button: <c>Open notice</c>.</param>
/// <param name="Href">Address.</param>
public sealed record FindingPlace(string Label, string Href);

/// <summary>The way from a finding to the place in which it is cleared.</summary>
public static class FindingPlaces
{
    /// <summary>The page, and in the plan the very field; <see langword="null"/> when no page clears it, or none that <paramref name="reader"/> may open.</summary>
    public static FindingPlace? Of(Actor reader, Finding finding, Guid deploymentId, Plan plan)
    {
        var readsPlan = Permissions.WritePlans.IsSeenBy(reader);
        if (PlanPlaces.Of(finding.RuleId, plan) is { } field)
            return readsPlan ? new FindingPlace("Open plan", field.Href(deploymentId)) : null;
        return RuleBook.DeploymentRule(finding.RuleId) switch
        {
            NoticeIsPublished or NoticeIsGivenInTime or BodiesAreTold or NoticeHasItsParts or NoticeIsInItsLanguages or NoticeAndAuthorityFitThePlan when readsPlan => new FindingPlace("Open notice", LfrRoutes.NoticeEditor(deploymentId)),
            SignsAreUp when Permissions.CheckSigns.IsSeenBy(reader) => new FindingPlace("Open signs", LfrRoutes.Signs(deploymentId)),
            AuthorityIsGivenByTheRightRank or UrgentAuthorityIsCountersigned or AuthorityIsIndependent or AuthorityConditionsAreInView when readsPlan => new FindingPlace("Open authority", LfrRoutes.Authority(deploymentId)),
            EveryEntryIsReviewed when Permissions.SignOff.IsSeenBy(reader) => new FindingPlace("Go to sign-off", LfrRoutes.SignOff(deploymentId)),
            WatchlistIsFresh or SizeIsWithinWhatWasTested or OnlyTheSealedListRuns or LateChangesAreOnRecord when Permissions.SeeLists.IsSeenBy(reader) =>
                new FindingPlace("Open list", LfrRoutes.Watchlist(deploymentId)),
            RowsAreAsTheLogLeftThem => new FindingPlace("Open audit log", LfrRoutes.AuditOf(deploymentId)),
            _ => null,
        };
    }
}
