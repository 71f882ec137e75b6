using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>
/// Destroys at once what belongs to nothing, so that no time is ever due for it (R39): pictures whose key is gone, and keys whose deployment is gone. Lfr
/// never leaves either; a database that was damaged or mended by hand can hold them. It goes as everything else goes: with a receipt, out of the log, and looked for afterwards.
/// </summary>
public sealed class PurgeStrays(IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction, PurgeProof proof)
{
    /// <summary>Destroys them; writes nothing when there are none.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await DeploymentPurge.StrayPictures(db).AnyAsync(cancellationToken) && !await DeploymentPurge.StrayKeys(db).AnyAsync(cancellationToken))
                return;
        }

        var done = await transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            context.About(null, "Biometrics");
            var (keys, pictures) = await DeploymentPurge.StraysAsync(context, cancel);
            context.Did($"Destroyed what belonged to nothing: {Words.Count(keys, "key", "keys")} without a deployment, {Words.Count(pictures, "picture or template", "pictures and templates")} without a key.");
            return Outcome.Done;
        }, cancellationToken);
        if (done.Succeeded)
            await proof.LookAsync(cancellationToken);
    }
}
