using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Identity;

/// <summary>Keeps every attempt to sign in with a password, let in or not, in the audit log.</summary>
internal sealed class SignIn(LfrTransaction transaction)
{
    /// <summary>Keeps one attempt. Whether the account exists is in the log only, never in the answer.</summary>
    /// <param name="user">Account; <see langword="null"/> when there is none with this address.</param>
    /// <param name="comesIn">Whether the person was let in.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RecordAsync(LfrUser? user, bool comesIn, CancellationToken cancellationToken)
    {
        var actor = user is null ? CurrentActor.Nobody : new Actor(user.Id, user.DisplayName, user.Rank, CurrentActor.Nobody.RoleNames);
        return transaction.RunAsync(this, actor, (context, _) =>
        {
            context.About(deploymentId: null, user is null ? "" : $"Account {user.Id}");
            context.Did("Signed in.");
            return Task.FromResult(comesIn ? Outcome.Done : Outcome.Refused(new Finding(
                "SIGNIN", "People are who they say they are", Weight.Block,
                user is null ? "There is no such account." : "The password was wrong, or the account is locked.", "Lfr: sign-in", "an administrator")));
        }, cancellationToken);
    }
}
