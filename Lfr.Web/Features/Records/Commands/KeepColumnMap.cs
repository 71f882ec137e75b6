using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>Keeps which heading a force's table has for each column, under the force's name. The same name again changes its map.</summary>
public sealed class KeepColumnMap(LfrTransaction transaction)
{
    /// <summary>Keeps it.</summary>
    /// <param name="actor">Who keeps it.</param>
    /// <param name="name">Name of the force.</param>
    /// <param name="headings">The force's heading by the column's name.</param>
    /// <param name="revisionSeen">Revision of the map that was changed, 0 for a new one; <see langword="null"/> from the command line, which shows none.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, string name, IReadOnlyDictionary<string, string> headings, long? revisionSeen, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, "Column maps");
            if (actor != Actor.System && Permissions.Of(actor, Permissions.PublishRecords) is { Succeeded: false } refused)
                return refused;
            if (ForceColumnMap.Judge(name, headings) is { Succeeded: false } wrong)
                return wrong;
            var key = ForceColumnMap.KeyOf(name);
            var map = await context.Db.ColumnMaps.FirstOrDefaultAsync(m => m.Key == key, cancel);
            if (revisionSeen is { } seen && seen != (map?.Revision ?? 0))
            {
                return map is null
                    ? Outcome.Conflict($"The column map of {name.Trim()} was taken away while you were looking at it.", "Keep it again, or choose another.")
                    : Outcome.Conflict($"{map.KeptBy.Name} kept a column map of {map.Name} on {Words.Moment(map.KeptBy.At)}.", "Choose it, look at it, and keep your changes then.");
            }

            if (map is null)
                context.Db.ColumnMaps.Add(map = ForceColumnMap.Begin(context.NewId()));
            return context.Did(map.Keep(name, headings, context.Actor, context.Now), $"Kept the column map of {name.Trim()}: {Words.Count(headings.Values.Count(h => h.Trim().Length > 0), "heading", "headings")}.");
        }, cancellationToken);
}
