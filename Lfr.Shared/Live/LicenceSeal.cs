using System.Security.Cryptography;
using System.Text.Json;

namespace Lfr.Shared.Live;

/// <summary>Signs licences (web) and opens them (engine). ECDSA P-256 with SHA-256; JSON in the property order of the record.</summary>
public static class LicenceSeal
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Serialises and signs <paramref name="licence"/> with the web's private key.</summary>
    public static SignedLicence Sign(DeploymentLicence licence, ECDsa privateKey)
    {
        var payload = JsonSerializer.SerializeToUtf8Bytes(licence, Json);
        return new SignedLicence(payload, privateKey.SignData(payload, HashAlgorithmName.SHA256));
    }

    /// <summary>
    /// Checks the signature and reads the licence. The window is not checked here: <see cref="DeploymentLicence.Allows"/> is asked for every frame.
    /// </summary>
    /// <returns>The licence, or <see langword="null"/> when the signature does not fit or the payload is no licence.</returns>
    public static DeploymentLicence? Open(SignedLicence sealedLicence, ECDsa publicKey)
    {
        if (!publicKey.VerifyData(sealedLicence.Payload, sealedLicence.Signature, HashAlgorithmName.SHA256))
            return null;
        try
        {
            return JsonSerializer.Deserialize<DeploymentLicence>(sealedLicence.Payload, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
