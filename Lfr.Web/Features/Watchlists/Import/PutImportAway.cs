using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A compiler puts away an import that ended, so that other files can be chosen. Its own are destroyed.</summary>
public sealed class PutImportAway(LfrTransaction transaction, RunningImports imports)
{
    /// <summary>Puts it away.</summary>
    /// <param name="actor">Compiler.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="importSeen">The import that the page showed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid importSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ProposeEntries).RunAsync(
            ImportStep.Of(importSeen, (context, _, job, _) =>
            {
                if (job.IsGoing)
                    return Task.FromResult(ImportStep.Taken(actor, job));
                var held = job.WrappedKey is not null;
                job.PutAway(actor.Sign(context.Now));
                context.Did($"Put {ImportStep.Named(job)} away{(ImportStep.IsOf(job, actor) ? "" : $", which {job.By.Name} had begun")}{(held ? ", and destroyed its files" : "")}.");
                context.AfterCommit(() => imports.SweepAsync(CancellationToken.None));
                return Task.FromResult(Outcome.Done);
            }), cancellationToken);
}
