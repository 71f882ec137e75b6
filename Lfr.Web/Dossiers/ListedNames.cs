using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>
/// Looks for the names of people in what is about to be published (R42): of everybody who was on the list of that deployment, and of whoever is on any list that still is. It never says which name: whoever publishes learns in which part one stands, and the name itself stays on its list.
/// </summary>
public sealed class ListedNames
{
    private readonly NamesInText names;

    private ListedNames(IEnumerable<string> names) => this.names = new NamesInText(names);

    /// <summary>Reads the names. Before the transaction of a command: with long lists it takes longer than others should wait.</summary>
    public static async Task<ListedNames> ReadAsync(IDbContextFactory<LfrDbContext> contexts, Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, deploymentId, cancellationToken);
    }

    /// <summary>Reads the names.</summary>
    public static async Task<ListedNames> ReadAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        // The text that lists are searched by: reference, then name. The ledger keeps the name of a purged entry (R43).
        var texts = await db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId || e.State != EntryState.Purged).Select(e => new { e.Reference, e.SearchText }).ToListAsync(cancellationToken);
        return new ListedNames(texts.Where(t => t.SearchText.Length > t.Reference.Length).Select(t => t.SearchText[t.Reference.Length..]));
    }

    /// <summary>Whether a text names somebody.</summary>
    public bool StandIn(string text) => names.StandIn(text);

    /// <summary>Whether the parts of a text may be published; otherwise in which of them a name stands.</summary>
    /// <param name="parts">Parts with their titles.</param>
    /// <param name="toDo">What to do about it.</param>
    public Outcome MayBePublished(IEnumerable<(string Title, string Text)> parts, string toDo) =>
        parts.Where(p => StandIn(p.Text)).Select(p => p.Title).FirstOrDefault() is { } title
            ? Outcome.Incomplete($"The part “{title}” names somebody who is on a watchlist. What the public reads neither confirms nor denies that anybody is listed (R42).", toDo)
            : Outcome.Done;
}
