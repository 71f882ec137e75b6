using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>Asks the device for a new passkey: refused before it makes one that Lfr would then not take.</summary>
[FreshSecondFactor]
public sealed class BeginPasskey(LfrTransaction transaction)
{
    /// <summary>Asks whether it may begin.</summary>
    public Task<Outcome> RunAsync(Actor actor, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, (context, _) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            context.Did("Began to add a passkey.");
            return Task.FromResult(Outcome.Done);
        }, cancellationToken);
}
