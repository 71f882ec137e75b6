using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A compiler ends the import of a list; what was kept stays.</summary>
public sealed class StopImport(LfrTransaction transaction)
{
    /// <summary>Ends it.</summary>
    /// <param name="actor">Compiler.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="importSeen">The import that the page showed.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid importSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ProposeEntries).RunAsync(
            ImportStep.Of(importSeen, (context, _, job, _) =>
            {
                if (!job.IsGoing)
                    return Task.FromResult(Outcome.WrongState("No import is under way."));
                job.Stop(actor.Sign(context.Now));
                return Task.FromResult(context.Did(Outcome.Done, $"Stopped {ImportStep.Named(job)} after {ImportStep.HowFar(job)}{(ImportStep.IsOf(job, actor) ? "" : $", which {job.By.Name} had begun")}. What was kept stays."));
            }), cancellationToken);
}
