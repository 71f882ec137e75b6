using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Lfr itself notes that a worker reported numbers that cannot be right, and that they were not counted.</summary>
public sealed class DoubtWorker(LfrTransaction transaction)
{
    /// <summary>Notes it.</summary>
    /// <param name="licenceId">The licence under which they were reported.</param>
    /// <param name="why">Why they cannot be right, as a sentence.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Guid licenceId, string why, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            if (await context.Db.Assignments.AsNoTracking().FirstOrDefaultAsync(a => a.LicenceId == licenceId, cancel) is not { } assignment)
                return Outcome.WrongState("There is no such run.", "");
            context.About(assignment.DeploymentId, Subjects.Deployment(assignment.DeploymentId).Key);
            context.Did($"{assignment.WorkerName} reported numbers that cannot be right, and they were not counted. {why}");
            return Outcome.Done;
        }, cancellationToken);
}
