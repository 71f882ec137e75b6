using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A compiler pauses the import of a list: what is being kept is kept, and then nothing more.</summary>
public sealed class PauseImport(LfrTransaction transaction)
{
    /// <summary>Pauses it.</summary>
    /// <param name="actor">Compiler.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="importSeen">The import that the page showed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid importSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ProposeEntries).RunAsync(
            ImportStep.Of(importSeen, (context, _, job, _) =>
            {
                if (job.State != ImportState.Running)
                    return Task.FromResult(Outcome.WrongState(job.State == ImportState.Paused ? "The import is paused already." : "No import is under way."));
                job.Pause(actor.Sign(context.Now));
                return Task.FromResult(context.Did(Outcome.Done, $"Paused {ImportStep.Named(job)} after {ImportStep.HowFar(job)}."));
            }), cancellationToken);
}
