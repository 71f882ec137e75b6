using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>The first second factor of somebody who has only a password yet: a passkey. Part of signing in.</summary>
public sealed class EnrolPasskey(LfrTransaction transaction)
{
    /// <summary>Keeps it.</summary>
    public Task<Outcome> RunAsync(Actor actor, UserPasskeyInfo passkey, string? name, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            return (await SecondFactors.OfAsync(context.Db, actor.UserId, cancel)).Any
                ? Outcome.WrongState("The account has a second factor already.", "Sign in again and use it.")
                : await AddPasskey.KeepAsync(context, passkey, name, cancel);
        }, cancellationToken);
}

/// <summary>Adds a passkey: a phone, a computer or a security key that its holder unlocks.</summary>
[FreshSecondFactor]
public sealed class AddPasskey(LfrTransaction transaction)
{
    /// <summary>Most passkeys of one account.</summary>
    public const int Most = 10;

    /// <summary>Longest name of a passkey.</summary>
    public const int LongestName = 60;

    /// <inheritdoc cref="EnrolPasskey.RunAsync"/>
    public Task<Outcome> RunAsync(Actor actor, UserPasskeyInfo passkey, string? name, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            return KeepAsync(context, passkey, name, cancel);
        }, cancellationToken);

    internal static async Task<Outcome> KeepAsync(CommandContext context, UserPasskeyInfo passkey, string? name, CancellationToken cancellationToken)
    {
        var called = name?.Trim() is { Length: > 0 } given ? given : "Passkey";
        if (called.Length > LongestName)
            return Outcome.Incomplete($"The name has {called.Length} characters.", $"Enter at most {LongestName}.");
        if (!passkey.IsUserVerified)
            return Outcome.Incomplete("The device did not check who you are.", "Use one that asks for your finger, face or PIN.");
        if (await context.Db.UserPasskeys.AnyAsync(p => p.CredentialId == passkey.CredentialId, cancellationToken))
            return Outcome.WrongState("This passkey is registered already.", "Use it as it is, or choose another device.");
        if (await context.Db.UserPasskeys.CountAsync(p => p.UserId == context.Actor.UserId, cancellationToken) >= Most)
            return Outcome.WrongState($"You have {Most} passkeys already.", "Remove one that you no longer use first.");
        PasskeyRows.Add(context.Db, context.Actor.UserId, passkey, called, context.Now);
        context.Did($"Added the passkey \"{called}\".");
        return Outcome.Done;
    }
}

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

/// <summary>Removes a passkey, unless it is the only second factor.</summary>
[FreshSecondFactor]
public sealed class RemovePasskey(LfrTransaction transaction)
{
    /// <summary>Removes it.</summary>
    /// <param name="actor">Whose.</param>
    /// <param name="id">Its id as pages name it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, string id, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (await PasskeyRows.FindAsync(context.Db, actor.UserId, id, cancel) is not { } passkey)
                return Permissions.NotFound("This passkey");
            if ((await SecondFactors.OfAsync(context.Db, actor.UserId, cancel)).Count == 1)
                return Outcome.WrongState("This passkey is your only second factor, and nobody works without one.", "Add another passkey or an authenticator app first, then remove this one.");
            context.Db.UserPasskeys.Remove(passkey);
            context.Did($"Removed the passkey \"{passkey.Data.Name}\".");
            return Outcome.Done;
        }, cancellationToken);
}
