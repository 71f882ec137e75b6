using System.Security.Cryptography;
using System.Text;

namespace Lfr.Shared.Identity;

/// <summary>
/// A code that is printed when the first administrator is made. It stands in for the second administrator while there is none, once. The database holds its hash; a hundred bits cannot be
/// guessed, so a plain hash is enough.
/// </summary>
public sealed class InstallationCode : IAggregate
{
    /// <summary>How many are printed.</summary>
    public const int Printed = 2;

    // Crockford's: without the letters that are read as digits.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTVWXYZ0123456789";
    private const int Length = 20;
    private const int GroupLength = 5;

    private InstallationCode()
    {
    }

    /// <inheritdoc/>
    public Guid Id { get; private set; }

    /// <inheritdoc/>
    public long Revision { get; private set; }

    /// <summary>SHA-256 of the code, lower-case hex.</summary>
    public string Hash { get; private set; } = "";

    /// <summary>When it was printed (UTC).</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Who used it, and when; <see langword="null"/> while nobody has.</summary>
    public Signature? UsedBy { get; private set; }

    /// <summary>Makes one.</summary>
    /// <param name="id">A fresh id.</param>
    /// <param name="now">Now (UTC).</param>
    /// <returns>The row, and the code as it is printed.</returns>
    public static (InstallationCode Row, string Code) Make(Guid id, DateTimeOffset now)
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, Length);
        var code = string.Join('-', letters.Chunk(GroupLength).Select(g => new string(g)));
        return (new InstallationCode { Id = id, Hash = HashOf(code), MadeAt = now }, code);
    }

    /// <summary>Hash of a code, however it was typed: small letters, without the dashes, with spaces.</summary>
    public static string HashOf(string typed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant())));

    /// <summary>It was used; it never works again.</summary>
    public void Use(Actor by, DateTimeOffset now) => UsedBy ??= by.Sign(now);
}
