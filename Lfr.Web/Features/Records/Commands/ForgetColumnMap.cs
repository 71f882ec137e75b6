using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>Takes a force's column map away. What was imported with it stays.</summary>
public sealed class ForgetColumnMap(LfrTransaction transaction)
{
    /// <summary>Takes it away. Refused when somebody changed it since <paramref name="revisionSeen"/>.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid mapId, long revisionSeen, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, "Column maps");
            if (Permissions.Of(actor, Permissions.PublishRecords) is { Succeeded: false } refused)
                return refused;
            if (await context.Db.ColumnMaps.FindAsync([mapId], cancel) is not { } map)
                return Permissions.NotFound("This column map");
            if (map.Revision != revisionSeen)
                return Outcome.Conflict($"{map.KeptBy.Name} changed the column map of {map.Name} on {Words.Moment(map.KeptBy.At)}.", "Look at it again before you take it away.");
            context.Db.ColumnMaps.Remove(map);
            return context.Did(Outcome.Done, $"Took the column map of {map.Name} away.");
        }, cancellationToken);
}
