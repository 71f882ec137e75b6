using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>Reads other systems straight from the database, so that one which is revoked stops working with its next call.</summary>
public sealed class Systems(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    /// <summary>The system with an id, if it may talk to Lfr now, and why not otherwise.</summary>
    public async Task<(SystemClient? Client, string? Problem)> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var (client, problem) = await FindWithKeyAsync(id, cancellationToken);
        return client is null || problem is null ? (client, problem) : (null, problem);
    }

    /// <summary>
    /// The system with an id if its key works, with what whoever has that key is told: nobody answers for it any more. Otherwise why it does not, which is for the log of the program.
    /// </summary>
    internal async Task<(SystemClient? Client, string? Problem)> FindWithKeyAsync(Guid id, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.SystemClients.AsNoTracking().FirstOrDefaultAsync(c => c.Id == id, cancellationToken) is not { } client)
            return (null, "It is not known here.");
        var now = time.GetUtcNow();
        if (!client.Works(now))
            return (null, client switch { { RevokedBy: not null } => "It was revoked.", { ConfirmedBy: null } => "No second administrator has confirmed it.", _ => "Its key has expired." });
        // Or whoever can write to the database would let a system of their own in.
        if (!await AccountRows.AreAsTheLogLeftAsync(db, client, cancellationToken))
            return (null, "It is not as the audit log left it: somebody added or changed it in the database.");
        return await db.Users.AnyAsync(u => u.Id == client.ResponsibleId && u.RetiredAt == null, cancellationToken)
            ? (client, null)
            : (client, $"Nobody answers for this system any more: {client.ResponsibleName} was retired. Two administrators hand it to somebody else, under Other systems.");
    }

    /// <summary>The system as it acts: nobody's account and no duty, its scopes alone, and the name of whoever answers for it.</summary>
    public static Actor AsActor(SystemClient client) =>
        new(client.Id, client.Signs, Rank.Staff, new HashSet<string>(StringComparer.Ordinal)) { Scopes = client.Scopes.ToHashSet(StringComparer.Ordinal) };
}
