using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Identity;

/// <summary>Writes each call of another system into the audit log, under its name and that of whoever answers for it, also one that only read.</summary>
public sealed class LogSystemCall(LfrTransaction transaction)
{
    /// <summary>Writes it.</summary>
    /// <param name="actor">The system.</param>
    /// <param name="deploymentId">The deployment that it was about; <see langword="null"/> for none.</param>
    /// <param name="what">Method and address, without references of people.</param>
    /// <param name="status">Status of the answer.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid? deploymentId, string what, int status, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, (context, _) =>
        {
            context.About(deploymentId, $"SystemClient {actor.UserId:D}");
            return Task.FromResult(actor.Scopes.Count == 0
                ? Outcome.NotYourRole("Only another system may do this.")
                : context.Did(Outcome.Done, $"{what}: answered with {status}."));
        }, cancellationToken);
}
