using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Queries;

/// <summary>What somebody stands in for.</summary>
/// <param name="Id">The grant.</param>
/// <param name="Acting">In what and how long.</param>
/// <param name="AskedBy">Who asked.</param>
/// <param name="ConfirmedBy">Who confirmed.</param>
public sealed record ActingLine(Guid Id, Acting Acting, Signature AskedBy, Signature ConfirmedBy);

/// <summary>Reads in what one person acts, now or later.</summary>
public sealed class ReadActing(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    /// <summary>What is in force or to come, the first at the top; empty for whoever may not see people.</summary>
    public async Task<IReadOnlyList<ActingLine>> RunAsync(Actor reader, Guid accountId, CancellationToken cancellationToken)
    {
        if (!Permissions.ManagePeople.IsSeenBy(reader))
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await ActingNow.OpenAsync(db, accountId, time.GetUtcNow(), cancellationToken)).Select(g => new ActingLine(g.Id, g.Acting!, g.AskedBy, g.DecidedBy!))];
    }
}
