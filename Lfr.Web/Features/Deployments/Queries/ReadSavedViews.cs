using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>A view that the reader saved.</summary>
/// <param name="Id">View.</param>
/// <param name="Name">What they call it.</param>
/// <param name="Address">Page and filters.</param>
public sealed record OwnView(Guid Id, string Name, string Address);

/// <summary>Reads somebody's own saved views, and nobody else's.</summary>
public sealed class ReadSavedViews(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>The views by name.</summary>
    public async Task<IReadOnlyList<OwnView>> RunAsync(Actor reader, CancellationToken cancellationToken)
    {
        if (!Permissions.SeeDeployments.IsSeenBy(reader))
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SavedViews.AsNoTracking().Where(v => v.AccountId == reader.UserId).OrderBy(v => v.Name).Select(v => new OwnView(v.Id, v.Name, v.Address)).ToListAsync(cancellationToken);
    }
}
