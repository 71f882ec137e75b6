using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>Lets a recognition worker on another machine sign in, by the public half of the key pair that it made.</summary>
[FreshSecondFactor]
public sealed class RegisterWorker(LfrTransaction transaction)
{
    /// <summary>Registers it.</summary>
    /// <param name="actor">An administrator, or Lfr itself for whoever holds the machine's command line.</param>
    /// <param name="name">What people call the worker.</param>
    /// <param name="publicKeyPem">The text of its <c>worker.public.pem</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(Actor actor, string name, string publicKeyPem, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, "Workers");
            if (actor != Actor.System && Permissions.Of(actor, Permissions.ManageWorkers) is { Succeeded: false } refused)
                return refused;
            var called = name.Trim();
            if (called.Length is 0 or > RegisteredWorker.LongestName || called.Any(char.IsControl))
                return Outcome.Incomplete($"The worker's name is missing, longer than {RegisteredWorker.LongestName} characters or not plain text.", "Give it a name such as Van 2.");
            var (read, key) = WorkerKeyText.Read(publicKeyPem);
            if (key is null)
                return read;
            var id = RegisteredWorker.IdOf(key);
            context.About(null, $"Worker {id}");
            if (await context.Db.RegisteredWorkers.FindAsync([id], cancel) is { } known)
                return WorkerKeyText.KnownAs(known);

            context.Db.RegisteredWorkers.Add(RegisteredWorker.Register(key, called, coHosted: false, actor.Name, context.Now));
            context.Did($"Registered worker {called} with the key {id}.");
            return Outcome.Done;
        }, cancellationToken);
}
