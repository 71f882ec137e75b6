using System.Security.Cryptography;
using Lfr.Shared.Live;

namespace Lfr.Inference.Hosting;

/// <summary>A grant was not taken; the message is a sentence for people.</summary>
public sealed class LicenceRefusedException : Exception
{
    public LicenceRefusedException()
    {
    }

    public LicenceRefusedException(string message)
        : base(message)
    {
    }

    public LicenceRefusedException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>Whether a grant may be run on this worker. Nothing of a licence is believed before its signature fits.</summary>
internal static class LicenceCheck
{
    /// <summary>How much too early a licence may arrive because two clocks differ. Nothing is compared before its start all the same.</summary>
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);

    /// <summary>The licence, when the web's key signed it and its numbers make sense.</summary>
    /// <exception cref="LicenceRefusedException">They do not.</exception>
    public static DeploymentLicence Open(SignedLicence sealedLicence, string? publicKeyPem)
    {
        if (string.IsNullOrWhiteSpace(publicKeyPem))
            throw new LicenceRefusedException("This worker has no public key of the web, so no licence can be believed.");
        using var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(publicKeyPem);
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            throw new LicenceRefusedException("The web's public key on this worker cannot be read, so no licence can be believed.", e);
        }

        if (sealedLicence is not { Payload: not null, Signature: not null } || LicenceSeal.Open(sealedLicence, key) is not { } licence)
            throw new LicenceRefusedException("The licence is not signed by this worker's web: nothing is compared.");
        var isSound = licence is { Cameras.Count: > 0, Models: not null, GalleryHash: not null, AgreeingFrames: >= 2, MinimumFaceHeight: > 0, Threshold: >= -1 and <= 1 }
            && licence.NotBefore < licence.NotAfter;
        return isSound ? licence : throw new LicenceRefusedException("The licence is incomplete: nothing is compared.");
    }

    /// <exception cref="LicenceRefusedException">The window is over or far off.</exception>
    public static void Window(DeploymentLicence licence, DateTimeOffset now)
    {
        if (now >= licence.NotAfter)
            throw new LicenceRefusedException("The licence's window is over: nothing is compared.");
        if (now < licence.NotBefore - Early)
            throw new LicenceRefusedException("The licence's window has not begun: nothing is compared.");
    }

    /// <exception cref="LicenceRefusedException">The licence names other models.</exception>
    public static void Models(DeploymentLicence licence, IReadOnlyDictionary<string, string> present)
    {
        if (present.Count != licence.Models.Count
            || present.Any(m => !string.Equals(licence.Models.GetValueOrDefault(m.Key), m.Value, StringComparison.OrdinalIgnoreCase)))
            throw new LicenceRefusedException("The licence was given for other face models than those on this worker: nothing is compared.");
    }

    /// <exception cref="LicenceRefusedException">The rows are not the list that was signed off.</exception>
    public static void GalleryRows(DeploymentLicence licence, IReadOnlyList<GalleryRow> rows)
    {
        if (rows.Count != licence.GallerySize || !string.Equals(GalleryDigest.ComputeLike(licence.GalleryHash, rows), licence.GalleryHash, StringComparison.OrdinalIgnoreCase))
            throw new LicenceRefusedException("The gallery that arrived is not the list that was signed off: nothing is compared.");
    }
}
