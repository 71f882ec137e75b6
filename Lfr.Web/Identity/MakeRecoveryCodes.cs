using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>Makes ten recovery codes; those from before count no longer. They are shown once.</summary>
[FreshSecondFactor]
public sealed class MakeRecoveryCodes(LfrTransaction transaction)
{
    /// <summary>Makes them.</summary>
    /// <returns>The outcome, and the codes where it is done.</returns>
    public async Task<(Outcome Outcome, IReadOnlyList<string> Codes)> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        var codes = RecoveryCodes.New();
        var outcome = await transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (!(await SecondFactors.OfAsync(context.Db, actor.UserId, cancel)).Any)
                return Outcome.WrongState("Recovery codes stand in for a second factor, and you have none yet.", "Set up an authenticator app or a passkey first.");
            context.Db.RecoveryCodes.RemoveRange(await context.Db.RecoveryCodes.Where(c => c.AccountId == actor.UserId).ToListAsync(cancel));
            context.Db.RecoveryCodes.AddRange(codes.Select(c => new RecoveryCode { Id = RecoveryCodes.IdOf(actor.UserId, c), AccountId = actor.UserId }));
            context.Did("Made ten recovery codes; earlier ones count no longer.");
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? codes : []);
    }
}
