using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>An approver leaves the queue: what the page had open is for others. Asks for no duty, so that somebody who has lost it holds nothing back.</summary>
public sealed class ReleaseEntry(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Releases whatever the page has open; nothing when that is nothing.</summary>
    public Task RunAsync(Actor actor, Guid pageId, CancellationToken cancellationToken) => DatabaseFault.RetryAsync(
        async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.EntryClaims.Where(c => c.PageId == pageId && c.UserId == actor.UserId).ExecuteDeleteAsync(cancellationToken);
        },
        cancellationToken);
}
