using Lfr.Shared.Biometrics;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>
/// Destroys at once what belongs to nothing, so that no time is ever due for it (R39): pictures whose key is gone, and keys whose deployment is gone. Lfr
/// never leaves either; a database that was damaged or mended by hand can hold them.
/// </summary>
public sealed class PurgeStrays(IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction)
{
    /// <summary>Destroys them; writes nothing when there are none.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (!await Pictures(db).AnyAsync(cancellationToken) && !await Keys(db).AnyAsync(cancellationToken))
                return;
        }

        await transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            context.About(null, "Biometrics");
            var keys = await Keys(context.Db).ExecuteDeleteAsync(cancel);
            var pictures = await Pictures(context.Db).ExecuteDeleteAsync(cancel);
            context.Did($"Destroyed what belonged to nothing: {Words.Count(keys, "key", "keys")} without a deployment, {Words.Count(pictures, "picture or template", "pictures and templates")} without a key.");
            return Outcome.Done;
        }, cancellationToken);
    }

    // What came back after its key was destroyed is not among them: PurgeProof finds that and says so in the receipt.
    private static IQueryable<BiometricBlob> Pictures(LfrDbContext db) =>
        db.Blobs.Where(b => !db.BiometricKeys.Any(k => k.Id == b.KeyId) && !db.PurgeReceipts.Any(r => r.KeyId == b.KeyId));

    private static IQueryable<BiometricKey> Keys(LfrDbContext db) => db.BiometricKeys.Where(k => !db.Deployments.Any(d => d.Id == k.DeploymentId));
}
