using System.Security.Cryptography;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>Lets a recognition worker on another machine sign in, by the public half of the key pair that it made.</summary>
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
            if (publicKeyPem.Contains("PRIVATE KEY", StringComparison.Ordinal))
                return Outcome.Incomplete("This is a private key, which must never leave its worker.", "Delete this copy, and give the worker's worker.public.pem.");
            if (Read(publicKeyPem) is not { } key)
                return Outcome.Incomplete("This is not the public key of a worker (ECDSA P-256, as PEM).", "Give the worker's worker.public.pem.");
            var id = RegisteredWorker.IdOf(key);
            context.About(null, $"Worker {id}");
            if (await context.Db.RegisteredWorkers.FindAsync([id], cancel) is { } known)
            {
                return Outcome.WrongState(
                    known.RevokedAt is null ? $"This key is registered already, as {known.Name}." : $"This key was revoked on {Words.Moment(known.RevokedAt.Value)}.",
                    known.RevokedAt is null ? "There is nothing to do." : "Delete worker.key on the worker, start it, and register the key that it makes.");
            }

            context.Db.RegisteredWorkers.Add(RegisteredWorker.Register(key, called, coHosted: false, actor.Name, context.Now));
            context.Did($"Registered worker {called} with the key {id}.");
            return Outcome.Done;
        }, cancellationToken);

    private static byte[]? Read(string pem)
    {
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            return key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value ? key.ExportSubjectPublicKeyInfo() : null;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return null;
        }
    }
}
