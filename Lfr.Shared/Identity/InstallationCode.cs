using System.Security.Cryptography;
using System.Text;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>
/// A code that is printed when the first administrator is made. One without a keeper stands in for the second administrator while there is none, once. One that an officer keeps is good for
/// nothing but the recovery of the installation, together with the other officer's. The database holds its hash; a hundred bits cannot be guessed, so a plain hash is enough.
/// </summary>
public sealed class InstallationCode : IAggregate
{
    /// <summary>How many are printed.</summary>
    public const int Printed = 2;

    /// <summary>Longest name of an officer who keeps one.</summary>
    public const int LongestKeeper = 200;

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

    /// <summary>Officer who keeps it for the recovery of the installation; empty for one that stands in for the second administrator.</summary>
    public string Keeper { get; private set; } = "";

    /// <summary>Whether it counts for the recovery alone.</summary>
    public bool IsForRecovery => Keeper.Length > 0;

    /// <summary>When it was printed (UTC).</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Who used it, and when; <see langword="null"/> while nobody has.</summary>
    public Signature? UsedBy { get; private set; }

    /// <summary>Makes one.</summary>
    /// <param name="id">A fresh id.</param>
    /// <param name="now">Now (UTC).</param>
    /// <param name="keeper">Officer who keeps it for the recovery; empty for one that stands in for the second administrator.</param>
    /// <returns>The row, and the code as it is printed.</returns>
    public static (InstallationCode Row, string Code) Make(Guid id, DateTimeOffset now, string keeper = "")
    {
        var letters = RandomNumberGenerator.GetString(Alphabet, Length);
        var code = string.Join('-', letters.Chunk(GroupLength).Select(g => new string(g)));
        return (new InstallationCode { Id = id, Hash = HashOf(code), MadeAt = now, Keeper = keeper }, code);
    }

    /// <summary>Hash of a code, however it was typed: small letters, without the dashes, with spaces.</summary>
    public static string HashOf(string typed) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(typed.Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant())));

    /// <summary>Done when these are two people, by name, to whom codes for the recovery can be given.</summary>
    public static Outcome CheckKeepers(IReadOnlyList<string> keepers)
    {
        if (keepers.Count != Printed || keepers.Any(string.IsNullOrWhiteSpace))
            return Outcome.Incomplete("Two officers keep the codes for the recovery, and two names are needed.", "Name both, with their rank.");
        if (keepers.Any(k => k.Trim().Length > LongestKeeper))
            return Outcome.Incomplete($"A name has at most {LongestKeeper} characters.", "Shorten it.");
        return keepers.Select(k => string.Join(' ', k.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))).Distinct(StringComparer.OrdinalIgnoreCase).Count() == Printed
            ? Outcome.Done
            : Outcome.Incomplete($"{keepers[0].Trim()} is named twice.", "Name two different officers: neither can recover the installation alone.");
    }

    /// <summary>It was used; it never works again.</summary>
    public void Use(Actor by, DateTimeOffset now) => UsedBy ??= by.Sign(now);
}
