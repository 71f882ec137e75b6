using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

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
