using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>Entries that came from a file under nobody's name and wait for a compiler who stands for them.</summary>
internal static class NobodysEntries
{
    /// <summary>Those of a list, by the rows beside their compilations; no decision rests on it.</summary>
    public static IQueryable<WatchlistEntry> Of(LfrDbContext db, Guid deploymentId)
    {
        var nobody = Actor.System.UserId;
        return db.Entries.Where(e => e.DeploymentId == deploymentId && (e.State == EntryState.Proposed || e.State == EntryState.Returned)
            && !db.EntryHands.Any(h => h.EntryId == e.Id && h.Part == EntryPart.Compiled && h.UserId != nobody));
    }
}
