using Lfr.Shared.Deployments;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.PublicSite.Queries;

/// <summary>Uses whose record is public, under one policy.</summary>
/// <param name="Latest">The latest of them: reference and name.</param>
/// <param name="Total">How many there are.</param>
public sealed record PublishedUnder(IReadOnlyList<(string Reference, string Name)> Latest, int Total);

/// <summary>Reads which published uses stood under which policy.</summary>
public sealed class UsesUnderPolicies(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>How many are named.</summary>
    public const int Named = 10;

    /// <summary>The uses under a policy.</summary>
    public async Task<PublishedUnder> RunAsync(string policyId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var published = db.Deployments.AsNoTracking().Where(d => d.PolicyId == policyId && d.State == DeploymentState.Published && d.HistoricalSource == null);
        var latest = await published.OrderByDescending(d => d.Starts).ThenBy(d => d.Id).Take(Named).Select(d => new { d.Reference, d.Plan }).ToListAsync(cancellationToken);
        return new PublishedUnder([.. latest.Select(d => (d.Reference, d.Plan.Name))], latest.Count < Named ? latest.Count : await published.CountAsync(cancellationToken));
    }
}
