using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>Gives the second factor again in an open session, for the steps that need a fresh one (<see cref="FreshSecondFactorAttribute"/>).</summary>
[EvenInDoubt]
public sealed class ConfirmSecondFactor(LfrTransaction transaction, SecondFactors factors, SecondFactorThrottle throttle, IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>With a code of the app, or a recovery code.</summary>
    public async Task<Outcome> RunAsync(Actor actor, string code, CancellationToken cancellationToken)
    {
        if (await OpenAsync(actor, cancellationToken) is not { } session)
            return await KeepAsync(actor, null, cancellationToken);
        var wait = await throttle.BeginAsync(actor.UserId, session.Source, cancellationToken);
        if (wait > TimeSpan.Zero)
            return await RefuseAsync(actor, Outcome.WrongState("Too many wrong codes were entered.", $"Wait {Words.Count((long)Math.Ceiling(wait.TotalSeconds), "second", "seconds")}, then enter the code that the app shows then."), cancellationToken);
        if (await factors.UseAsync(actor.UserId, code, cancellationToken) is not { } used)
            return await RefuseAsync(actor, Outcome.Incomplete("This code does not count: it is wrong, or it was used already.", "Wait for the next code in the app, then enter that one."), cancellationToken);
        throttle.Succeeded(actor.UserId, session.Source);
        return await KeepAsync(actor, new Proof(used), cancellationToken);
    }

    /// <summary>With a passkey that was just used.</summary>
    public Task<Outcome> RunAsync(Actor actor, Proof passkey, CancellationToken cancellationToken) => KeepAsync(actor, passkey, cancellationToken);

    private async Task<StaffSession?> OpenAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == actor.Session && s.AccountId == actor.UserId && s.EndedAt == null, cancellationToken);
    }

    private Task<Outcome> KeepAsync(Actor actor, Proof? proof, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            var session = await context.Db.Sessions.FirstOrDefaultAsync(s => s.Id == actor.Session && s.AccountId == actor.UserId && s.EndedAt == null, cancel);
            if (session is null || proof is null)
                return Outcome.WrongState("Your session has ended.", "Sign in again.");
            if (proof.Passkey is { } used && !await PasskeyRows.UsedAsync(context.Db, actor.UserId, used, cancel))
                return Outcome.WrongState("This passkey was removed a moment ago.", "Use another second factor.");
            session.SecondFactorAt = context.Now;
            context.Did($"Confirmed who it is {proof.InWords}.");
            return Outcome.Done;
        }, cancellationToken);

    private Task<Outcome> RefuseAsync(Actor actor, Outcome refusal, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, (context, _) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            return Task.FromResult(refusal);
        }, cancellationToken);
}
