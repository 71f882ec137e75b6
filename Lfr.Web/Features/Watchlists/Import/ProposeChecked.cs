using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A compiler has the people of a list proposed that was checked. Proposes nobody itself: what it begins does (<see cref="ImportEntries"/>).</summary>
public sealed class ProposeChecked(LfrTransaction transaction, RunningImports imports)
{
    /// <summary>Begins that. The second press of the same person finds what the first began.</summary>
    /// <param name="actor">Compiler.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="importSeen">The check that the page showed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid importSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ProposeEntries).RunAsync(
            ImportStep.Of(importSeen, async (context, deployment, job, cancel) =>
            {
                if (job.IsGoing)
                    return !job.IsDryRun && ImportStep.IsOf(job, actor) ? context.Did(Outcome.Done, $"Asked again for {ImportStep.Named(job)}, which is under way.") : ImportStep.Taken(actor, job);
                if (job is not { IsDryRun: true, State: ImportState.Done })
                    return Outcome.WrongState("No list was checked.", "Choose the files and have them checked first.");
                if (job.WrappedKey is null)
                    return Outcome.WrongState("The files were checked more than a day ago and have been deleted.", "Choose them and have them checked again.");
                if (await ImportStep.MayAddAsync(context, deployment, cancel) is { Succeeded: false } closed)
                    return closed;
                await context.Db.ImportRows.Where(r => r.JobId == job.Id).ExecuteDeleteAsync(cancel);
                job.Import(actor.Sign(context.Now));
                context.Did($"Began {ImportStep.Named(job)}, which had been checked: {Words.Count(job.Total, "row", "rows")}.");
                context.AfterCommit(() =>
                {
                    imports.Start(job);
                    return Task.CompletedTask;
                });
                return Outcome.Done;
            }), cancellationToken);
}
