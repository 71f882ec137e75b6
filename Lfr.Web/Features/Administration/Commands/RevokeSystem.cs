using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>Ends that another system may talk to Lfr: its next call is refused. One administrator is enough for that.</summary>
public sealed class RevokeSystem(LfrTransaction transaction)
{
    /// <summary>Revokes it, or declines what was asked.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="clientId">The system.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, Guid clientId, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.OtherSystem(clientId)).By(Permissions.ManageSystems).RunAsync(
            (context, client) => context.Did(client.Revoke(actor, reason, context.Now), $"Revoked the system {client.Name}: {Words.AsSentence(reason.Trim())}"), cancellationToken);
}
