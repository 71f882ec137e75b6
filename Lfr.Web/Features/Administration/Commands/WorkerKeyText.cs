using System.Security.Cryptography;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>The public key of a worker as somebody pasted it.</summary>
internal static class WorkerKeyText
{
    /// <summary>Reads it. The bytes are its SubjectPublicKeyInfo; <see langword="null"/> with a refusal when it is none, or a private one.</summary>
    /// <param name="pem">The text of a <c>worker.public.pem</c>.</param>
    public static (Outcome Outcome, byte[]? Key) Read(string pem)
    {
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
            return (Outcome.Incomplete("This is a private key, which must never leave its worker.", "Delete this copy, and give the worker's worker.public.pem."), null);
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(pem);
            if (key.ExportParameters(includePrivateParameters: false).Curve.Oid.Value == ECCurve.NamedCurves.nistP256.Oid.Value)
                return (Outcome.Done, key.ExportSubjectPublicKeyInfo());
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            // Not a key at all: the same sentence.
        }

        return (Outcome.Incomplete("This is not the public key of a worker (ECDSA P-256, as PEM).", "Give the worker's worker.public.pem."), null);
    }

    /// <summary>The refusal of a key that Lfr knows already.</summary>
    /// <param name="known">The worker that has or had it.</param>
    public static Outcome KnownAs(RegisteredWorker known) => Outcome.WrongState(
        known.RevokedAt is { } at ? $"This key was revoked on {Words.Moment(at)}." : $"This key is registered already, as {known.Name}.",
        known.RevokedAt is null ? "There is nothing to do." : "Delete worker.key on the worker, start it, and register the key that it makes.");
}
