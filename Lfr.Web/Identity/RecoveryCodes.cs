using System.Security.Cryptography;
using System.Text;
using OtpNet;

namespace Lfr.Web.Identity;

/// <summary>Codes that count once each instead of the second factor. Shown when they are made and never again; the database has their hashes.</summary>
public static class RecoveryCodes
{
    /// <summary>How many are made at once.</summary>
    public const int Number = 10;

    /// <summary>Characters of a code, without the dashes between them.</summary>
    public const int Length = 24;

    /// <summary>Ten new codes of 120 random bits, as they are shown.</summary>
    public static IReadOnlyList<string> New() =>
        [.. Enumerable.Range(0, Number).Select(_ => string.Join('-', Base32Encoding.ToString(RandomNumberGenerator.GetBytes(15)).Chunk(4).Select(c => new string(c))))];

    /// <summary>How the database knows a code of an account. Small letters, blanks and dashes do not matter.</summary>
    /// <param name="account">Whose it is.</param>
    /// <param name="typed">The code.</param>
    public static string IdOf(Guid account, string typed) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{account:N} {Plain(typed)}")));

    /// <summary>Whether this looks like a recovery code, and not like the code of an app.</summary>
    public static bool IsLike(string typed) => Plain(typed).Length == Length;

    private static string Plain(string typed) => string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
}
