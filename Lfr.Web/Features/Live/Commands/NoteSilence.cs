using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Lfr itself notes that nothing was heard of an engine for a while in the middle of a run, whether the program, the engine or the way between them was away.</summary>
public sealed class NoteSilence(LfrTransaction transaction)
{
    /// <summary>Notes from when until when nothing is known of the run.</summary>
    public Task<Outcome> RunAsync(Guid licenceId, DateTimeOffset since, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            if (await RunOrders.RunningAsync(context.Db, licenceId, cancel) is not { } assignment)
                return Outcome.WrongState("The run is over.", "");
            context.About(assignment.DeploymentId, Subjects.Deployment(assignment.DeploymentId).Key);
            context.Did($"Nothing was heard of {assignment.WorkerName} from {Words.TimeWithSeconds(since)} until {Words.TimeWithSeconds(context.Now)}. {(assignment.OfflineMinutes > 0 ? $"Its licence lets it compare for {Words.Count(assignment.OfflineMinutes, "minute", "minutes")} without a connection: what it counted and found meanwhile came afterwards." : "Its lease had ended: what was compared in the first seconds of it came with its alerts.")}");
            return Outcome.Done;
        }, cancellationToken);
}
