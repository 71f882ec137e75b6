using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Policies.Queries;

/// <summary>Counts the deployments that stand under each policy. A number says nothing of any of them, so that whoever may compare policies may read it.</summary>
public sealed class CountUnderPolicies(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Deployments that were submitted, by the id of their policy.</summary>
    public async Task<IReadOnlyDictionary<string, int>> RunAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deployments.Where(d => d.PolicyId != null).GroupBy(d => d.PolicyId!).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, StringComparer.Ordinal, cancellationToken);
    }
}
