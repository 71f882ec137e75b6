using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Identity;

/// <summary>Changes one's own password. The old one is asked for, wrong ones make their sender wait, and the other sessions end.</summary>
public sealed class ChangeOwnPassword(LfrTransaction transaction, StaffSessions sessions, SignInThrottle throttle, PasswordCheck passwords, IServiceProvider services)
{
    /// <summary>Changes it.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="before">The password until now.</param>
    /// <param name="after">The new one.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome> RunAsync(Actor actor, string before, string after, CancellationToken cancellationToken)
    {
        // The name that is counted is the account's and the place the session: a stranger elsewhere makes nobody wait here.
        var (account, place) = ($"password of {actor.UserId:N}", actor.Session ?? "");
        var wait = throttle.Begin(account, place, known: true);
        var outcome = await transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (wait > TimeSpan.Zero)
                return Outcome.WrongState("Too many wrong passwords were entered.", $"Wait {Words.Count((long)Math.Ceiling(wait.TotalSeconds), "second", "seconds")}, then try again.");
            var users = AccountsInCommand.Of(context, services);
            if (await users.FindByIdAsync(actor.UserId.ToString()) is not { PasswordHash: not null } user)
                return Outcome.WrongState("Your account has no password here.", "Change it where you sign in.");
            if (user.IsDemonstration)
                return Outcome.WrongState("The accounts of the demonstration share one password, so that everybody can use them.", "Try it with an account of your own.");
            if (!passwords.IsRight(user, before))
                return Outcome.Incomplete("The password you have now is not the one you entered.", "Enter the password you signed in with.");
            if (before == after)
                return Outcome.Incomplete("The new password is the old one.", "Choose another.");
            var changed = await users.ChangePasswordAsync(user, before, after);
            if (!changed.Succeeded)
                return Outcome.Incomplete(string.Join(" ", changed.Errors.Select(e => e.Description)), "Choose another password.");
            var ended = await sessions.EndAsync(context, context.Db.Sessions.Where(s => s.AccountId == actor.UserId && s.Id != actor.Session), SessionEnd.PasswordChanged, cancel);
            context.Did($"Changed the password; {Words.Count(ended.Count, "other session", "other sessions")} ended.");
            return Outcome.Done;
        }, cancellationToken);
        if (outcome.Succeeded)
            throttle.Succeeded(account, place);
        return outcome;
    }
}
