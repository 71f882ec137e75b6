using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>
/// A compiler has an import go on where it is, also one that broke off and whose files are still there. From then on it is that compiler's, who proposes the rest. Proposes nobody itself: what goes on
/// does (<see cref="ImportEntries"/>).
/// </summary>
public sealed class GoOnWithImport(LfrTransaction transaction, RunningImports imports)
{
    /// <summary>Has it go on.</summary>
    /// <param name="actor">Compiler.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="importSeen">The import that the page showed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid importSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ProposeEntries).RunAsync(
            ImportStep.Of(importSeen, async (context, deployment, job, cancel) =>
            {
                if (job.State != ImportState.Paused && job is not { State: ImportState.Failed, WrappedKey: not null })
                    return Outcome.WrongState(job.State == ImportState.Running ? "The import is under way already." : "No import is under way.");
                if (await ImportStep.MayAddAsync(context, deployment, cancel) is { Succeeded: false } closed)
                    return closed;
                var before = job.By;
                job.Resume(actor.Sign(context.Now));
                context.Did($"Had {ImportStep.Named(job)} go on after {ImportStep.HowFar(job)}.{(before.UserId == actor.UserId ? "" : $" It had been that of {before.Name}.")}");
                context.AfterCommit(() =>
                {
                    imports.Start(job);
                    return Task.CompletedTask;
                });
                return Outcome.Done;
            }), cancellationToken);
}
