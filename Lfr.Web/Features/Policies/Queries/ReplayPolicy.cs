using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Policies.Queries;

/// <summary>A deployment that another policy would have refused.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="Name">What it was called.</param>
/// <param name="Start">When it began.</param>
/// <param name="Under">Id of the policy that it stood under.</param>
/// <param name="Reasons">Why the other would have refused it.</param>
public sealed record RefusedByAnother(Guid Id, string Reference, string Name, DateTimeOffset Start, string Under, IReadOnlyList<Finding> Reasons);

/// <summary>The deployments of a year under another policy.</summary>
/// <param name="Policy">The other policy.</param>
/// <param name="From">Begin of the year.</param>
/// <param name="Asked">Deployments that were authorised and began in it.</param>
/// <param name="Refused">Those that it would have refused, the latest first.</param>
public sealed record ReplayedYear(PolicyPack Policy, DateTimeOffset From, int Asked, IReadOnlyList<RefusedByAnother> Refused);

/// <summary>Asks another policy about the deployments of the last year, a page of rows at a time. Nothing is changed by it.</summary>
public sealed class ReplayPolicy(IDbContextFactory<LfrDbContext> contexts, PolicyLibrary policies, TimeProvider time)
{
    private const int PageSize = 100;

    private static readonly DeploymentState[] Authorised =
        [DeploymentState.Authorised, DeploymentState.Live, DeploymentState.Paused, DeploymentState.Ended, DeploymentState.Debriefed, DeploymentState.Published];

    /// <summary>The year under the policy <paramref name="policyId"/>; <see langword="null"/> when there is no such policy, or the reader sees no deployments.</summary>
    public async Task<ReplayedYear?> RunAsync(Actor reader, string policyId, CancellationToken cancellationToken)
    {
        if (!Permissions.SeeDeployments.IsSeenBy(reader) || policies.Find(policyId) is not { } policy)
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        var now = time.GetUtcNow();
        var from = now.AddYears(-1);
        var year = db.Deployments.Where(d => d.Starts >= from && d.Starts <= now && Authorised.Contains(d.State)).OrderByDescending(d => d.Starts).ThenBy(d => d.Id);
        var (asked, refused) = (0, new List<RefusedByAnother>());
        while (true)
        {
            var page = await year.Skip(asked).Take(PageSize).ToListAsync(cancellationToken);
            asked += page.Count;
            var ids = page.Select(d => d.Id).ToArray();
            var notices = await db.Notices.Where(n => ids.Contains(n.DeploymentId)).ToDictionaryAsync(n => n.DeploymentId, cancellationToken);
            refused.AddRange(page.Select(d => (Deployment: d, Reasons: PolicyReplay.Refusals(policy, d, notices.GetValueOrDefault(d.Id)))).Where(r => r.Reasons.Count > 0)
                .Select(r => new RefusedByAnother(r.Deployment.Id, r.Deployment.Reference, r.Deployment.Plan.Name, r.Deployment.Starts!.Value, r.Deployment.PolicyId ?? "", r.Reasons)));
            if (page.Count < PageSize)
                return new ReplayedYear(policy, from, asked, refused);
        }
    }
}
