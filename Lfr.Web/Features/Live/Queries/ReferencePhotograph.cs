using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Queries;

/// <summary>Whether the watchlist photograph of an alert is still there: a page says why it is not, rather than show a broken picture.</summary>
internal static class ReferencePhotograph
{
    /// <summary>Why the photograph is gone, as a sentence; <see langword="null"/> while it is there.</summary>
    /// <param name="db">The database.</param>
    /// <param name="entry">The entry; <see langword="null"/> when there is none any more.</param>
    /// <param name="named">Whether the entry may be named: not before there is an answer (R32).</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<string?> WhyGoneAsync(LfrDbContext db, WatchlistEntry? entry, bool named, CancellationToken cancellationToken)
    {
        if (entry?.Photograph is { } photograph && await db.Blobs.AnyAsync(b => b.Id == photograph.ImageBlobId, cancellationToken))
            return null;
        var who = named && entry is not null ? entry.Reference : "the person";
        return entry?.State switch
        {
            EntryState.Removed => $"The photograph was deleted when {who} was removed from the list.",
            EntryState.Rejected => $"The photograph was deleted when {who} was rejected.",
            _ => "The photograph was deleted with the list.",
        };
    }
}
