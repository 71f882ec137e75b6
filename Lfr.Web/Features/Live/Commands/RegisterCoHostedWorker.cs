using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Lfr itself registers the worker inside its own process at its first start. A key that it had before is revoked: whoever has that one is not this worker.</summary>
public sealed class RegisterCoHostedWorker(LfrTransaction transaction, IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>What people call it.</summary>
    public const string Name = "Co-hosted worker";

    /// <summary>Registers it, unless its key is known already, revoked or not.</summary>
    public async Task<Outcome> RunAsync(byte[] publicKey, CancellationToken cancellationToken)
    {
        var id = RegisteredWorker.IdOf(publicKey);
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            if (await db.RegisteredWorkers.AnyAsync(w => w.Id == id, cancellationToken))
                return Outcome.Done;
        }

        return await transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            context.About(null, $"Worker {id}");
            var before = await context.Db.RegisteredWorkers.Where(w => w.IsCoHosted && w.RevokedAt == null).ToListAsync(cancel);
            foreach (var worker in before)
                worker.Revoke(Actor.System.Name, context.Now);
            context.Db.RegisteredWorkers.Add(RegisteredWorker.Register(publicKey, Name, coHosted: true, Actor.System.Name, context.Now));
            context.Did($"Registered the co-hosted worker with the key {id}.{(before.Count > 0 ? " The key that it had before is revoked." : "")}");
            return Outcome.Done;
        }, cancellationToken);
    }
}
