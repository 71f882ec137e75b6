using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Lfr.Shared.Live;

/// <summary>
/// What a worker signs in with: a statement that is signed with its own key, for one Lfr, for one time and for a few minutes. Nothing that a worker sends
/// can be used to sign in a second time.
/// </summary>
/// <param name="WorkerId">The worker; <see cref="RegisteredWorker.IdOf"/> of its key.</param>
/// <param name="Audience">The Lfr that it is for: <see cref="AudienceOf"/> of the key that signs its licences.</param>
/// <param name="SignedAt">When it was signed, by the worker's clock (UTC).</param>
/// <param name="Nonce">Base64url of 16 random bytes: each pass is taken once.</param>
public sealed record WorkerPass(Guid WorkerId, string Audience, DateTimeOffset SignedAt, string Nonce)
{
    /// <summary>
    /// By how much <see cref="SignedAt"/> may differ from Lfr's clock. Wider than a run allows (<see cref="Lease.ClockTolerance"/>), so that a worker whose clock
    /// is wrong can still connect and say so.
    /// </summary>
    public static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    private const int MostCharacters = 1024;
    private static readonly byte[] Purpose = "lfr worker pass 1\n"u8.ToArray();

    /// <summary>Signs a fresh pass.</summary>
    /// <returns>Base64url of the statement as JSON, a dot, base64url of the signature (ECDSA P-256 over SHA-256, IEEE P1363).</returns>
    public static string Sign(ECDsa key, string audience, DateTimeOffset now)
    {
        var pass = new WorkerPass(RegisteredWorker.IdOf(key.ExportSubjectPublicKeyInfo()), audience, now, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16)));
        var statement = Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(pass, JsonSerializerOptions.Web));
        return $"{statement}.{Base64Url.EncodeToString(key.SignData(Signed(statement), HashAlgorithmName.SHA256))}";
    }

    /// <summary>Reads a pass without believing it: whose key is to be looked up, and what <see cref="IsSignedBy"/> checks.</summary>
    /// <returns><see langword="null"/> when the text is no pass.</returns>
    public static WorkerPass? Read(string text)
    {
        if (text.Length > MostCharacters || text.Split('.') is not [var statement, _])
            return null;
        try
        {
            return JsonSerializer.Deserialize<WorkerPass>(Base64Url.DecodeFromChars(statement), JsonSerializerOptions.Web) is { Audience: not null, Nonce.Length: > 0 } pass ? pass : null;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Whether <paramref name="text"/> was signed by the private half of <paramref name="publicKey"/>.</summary>
    /// <param name="text">The pass as it was sent.</param>
    /// <param name="publicKey">ECDSA P-256, as SubjectPublicKeyInfo.</param>
    public static bool IsSignedBy(string text, byte[] publicKey)
    {
        if (text.Split('.') is not [var statement, var signature])
            return false;
        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            return key.VerifyData(Signed(statement), Base64Url.DecodeFromChars(signature), HashAlgorithmName.SHA256);
        }
        catch (Exception e) when (e is FormatException or CryptographicException)
        {
            return false;
        }
    }

    /// <summary>What names an Lfr: SHA-256, lower-case hex, of its licence key's public half. A pass for one Lfr opens no other.</summary>
    public static string AudienceOf(ECDsa licenceKey) => Convert.ToHexStringLower(SHA256.HashData(licenceKey.ExportSubjectPublicKeyInfo()));

    // With its purpose, so that nothing else which this key may ever sign is a pass.
    private static byte[] Signed(string statement) => [.. Purpose, .. Encoding.ASCII.GetBytes(statement)];
}
