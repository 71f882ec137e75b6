using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>
/// An administrator makes codes for the recovery and names the two officers who keep them: at an installation from before there were any, or when an officer moved on. Earlier ones end. The codes
/// are shown once.
/// </summary>
[FreshSecondFactor]
public sealed class RenewRecoveryKeys(LfrTransaction transaction, AccountChange accounts)
{
    /// <summary>Makes them.</summary>
    /// <param name="actor">An administrator.</param>
    /// <param name="keepers">Rank and name of two officers.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>What came of it, and the codes.</returns>
    public async Task<(Outcome Outcome, IReadOnlyList<RecoveryKey> Codes)> RunAsync(Actor actor, IReadOnlyList<string> keepers, CancellationToken cancellationToken)
    {
        IReadOnlyList<RecoveryKey> made = [];
        var outcome = await transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, "Recovery of the installation");
            if (Permissions.Of(actor, Permissions.ManagePeople) is { Succeeded: false } notYours)
                return notYours;
            if (await accounts.StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            if (accounts.OnlyLocal() is { Succeeded: false } elsewhere)
                return elsewhere;
            if (InstallationCode.CheckKeepers(keepers) is { Succeeded: false } incomplete)
                return incomplete;
            foreach (var before in await RecoveryKeys.InForceAsync(context.Db, cancel))
                before.Use(actor, context.Now);
            made = RecoveryKeys.Add(context, keepers);
            context.Did($"MADE NEW CODES FOR THE RECOVERY of the installation, kept by {Words.AndList([.. made.Select(m => m.Keeper)])}; earlier ones ended.");
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? made : []);
    }
}
