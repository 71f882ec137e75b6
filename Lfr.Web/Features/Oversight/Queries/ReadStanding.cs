using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Oversight.Queries;

/// <summary>Reads what the standing rules say of one deployment, for whoever reads its whole log.</summary>
public sealed class ReadStanding(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The findings; empty when there is no such deployment, no policy, or the person does not read its whole log.</summary>
    public async Task<IReadOnlyList<Finding>> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!ReadAudit.ReadsAll(reader))
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is { } deployment
            && await dossiers.StandingAsync(db, deployment, time.GetUtcNow(), cancellationToken) is { } standing
            ? RuleBook.Judge(standing)
            : [];
    }
}
