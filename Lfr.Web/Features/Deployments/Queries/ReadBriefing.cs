using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>What one duty has to know on the day: a page of its own.</summary>
/// <param name="Role">The duty, from <see cref="Roles"/>.</param>
/// <param name="People">Who has it.</param>
/// <param name="Lines">What to do, and what never to do.</param>
public sealed record DutyBriefing(string Role, IReadOnlyList<string> People, IReadOnlyList<string> Lines);

/// <summary>The briefing of a team. Nobody who is listed is in it.</summary>
/// <param name="Reference">Number of the deployment.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="State">Its state.</param>
/// <param name="Authority">The authority that covers the plan; <see langword="null"/> while there is none.</param>
/// <param name="ListSize">People on the list.</param>
/// <param name="Signs">Where signs stand.</param>
/// <param name="Policy">Title of the policy.</param>
/// <param name="Duties">A page for each duty.</param>
public sealed record BriefingSheet(
    string Reference, Plan Plan, DeploymentState State, AuthorityDecision? Authority, int ListSize, IReadOnlyList<string> Signs, string? Policy, IReadOnlyList<DutyBriefing> Duties);

/// <summary>Writes the briefing from plan, authority and policy, so that nobody retypes it and nothing in it is out of date.</summary>
public sealed class ReadBriefing(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The briefing; <see langword="null"/> when there is no such deployment, or the reader sees none.</summary>
    public async Task<BriefingSheet?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.SeeDeployments.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await dossiers.LookAsync(db, deploymentId, time.GetUtcNow(), asking: null, cancellationToken) is not { } dossier || dossier.Deployment.HistoricalSource is not null)
            return null;
        var (deployment, plan, policy) = (dossier.Deployment, dossier.Plan, dossier.Policy);
        return new BriefingSheet(
            deployment.Reference, plan, deployment.State, deployment.Authority, dossier.Watchlist is { State: WatchlistState.Sealed, Seal: { } seal } ? seal.Size : 0, [.. deployment.Signs.Select(s => s.Where)], policy?.Title,
            [.. new[] { Roles.Operator, Roles.EngagementOfficer, Roles.Silver }.Select(role => new DutyBriefing(
                role, [.. plan.Staff.Where(s => string.Equals(s.Role, role, StringComparison.Ordinal)).Select(s => s.Name).Order(StringComparer.CurrentCulture)], [.. Lines(role, policy)]))]);
    }

    private static IEnumerable<string> Lines(string role, PolicyPack? policy)
    {
        bool Asks<TRule>()
            where TRule : Rule => policy?.WeightOf(RuleBook.Find<TRule>().Id) is not null;

        switch (role)
        {
            case Roles.Operator:
                yield return "Go live only when nothing on the readiness list blocks. Lfr refuses it otherwise, and says which rule.";
                yield return "Look at the two images before anything else, then answer: same, not the same, cannot tell. “Cannot tell” is a good answer. The score appears afterwards (R32).";
                if (Asks<AlertStatusIsCheckedAgain>())
                    yield return "Check whether the person is still sought before officers are sent (R33).";
                if (Asks<OfficersArePresent>() && policy!.Numbers.PresenceMinutes > 0)
                    yield return $"Confirm at least every {Words.Count(policy.Numbers.PresenceMinutes, "minute", "minutes")} that officers are at the cameras; otherwise Lfr pauses the run (R50).";
                yield return "Pause or stop whenever you have a doubt. Nobody needs to be asked, and the engine hears of it first.";
                break;
            case Roles.EngagementOfficer:
                if (Asks<SignsAreUp>())
                    yield return "Before the start, photograph each sign where it stands, with nobody in the picture (R15).";
                yield return "An alert is a suggestion. Establish who somebody is by ordinary means; the alert alone is never a ground for arrest (R31).";
                yield return "Taking another way is not a reason to stop anybody (R16).";
                // The public's own sentence, so that an officer says in the street what the poster says.
                if (PolicyTerms.Of(policy).OnCoveringTheFace() is { Length: > 0 } told)
                    yield return $"The poster tells people: “{told}”";
                yield return "If the person is somebody else, say so, apologise, and explain how to complain. It is a mistake of ours.";
                yield return "Record the outcome on your phone as soon as it is known. If the person was lost or not found, record that.";
                break;
            default:
                yield return "You may pause and stop the run at any time. What you hold, nobody below you releases.";
                if (Asks<FalseAlertsStayWithinTheLimit>())
                    yield return "When false alerts pass the limit of the policy, decide in writing whether the run goes on (R30).";
                yield return "Stop the run if a condition of the authority is not kept, or if a protest or an emergency comes into the zone.";
                yield return "After the run, see that every alert has an outcome, and close the deployment down: that deletes the list.";
                break;
        }
    }
}
