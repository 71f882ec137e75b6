using System.Security.Cryptography;
using System.Text;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;

namespace Lfr.Web.Identity;

/// <summary>
/// Refuses passwords that leaked elsewhere (OWASP ASVS 5.0, 6.2.12). The list is a file that the force brings, in the form in which "Pwned Passwords" is published: a line for each, the SHA-1 of the password in
/// upper-case hex, a colon and a number, in the order of the hashes. It has a thousand million lines, so it is searched where it lies; Lfr asks nobody else.
/// </summary>
public sealed class LeakedPasswords : IPasswordValidator<LfrUser>
{
    private const int HashLength = 40;

    /// <summary>Longest line: a hash, a colon, a number, an end.</summary>
    private const int LongestLine = 64;

    private readonly string file;

    private LeakedPasswords(string file) => this.file = file;

    /// <summary>Opens a list.</summary>
    /// <returns>The list, or what is wrong with the file as the end of a sentence that begins with its name.</returns>
    public static (LeakedPasswords? List, string? Problem) Open(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            var beginning = new byte[LongestLine];
            var read = stream.ReadAtLeast(beginning, LongestLine, throwOnEndOfStream: false);
            return HashOf(beginning.AsSpan(0, read)) is null
                ? (null, "does not begin with the SHA-1 of a password in hex, a colon and a number")
                : (new LeakedPasswords(file), null);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, "cannot be read");
        }
    }

    /// <inheritdoc/>
    public async Task<IdentityResult> ValidateAsync(UserManager<LfrUser> manager, LfrUser user, string? password) =>
        await Task.Run(() => Has(password ?? "")) ? IdentityResult.Failed(new IdentityError
        {
            Code = "PasswordLeaked",
            Description = "This password is in a list of passwords that were stolen elsewhere, which attackers try first. Choose another, such as four words that have nothing to do with each other.",
        }) : IdentityResult.Success;

    /// <summary>Whether a password is in the list. Some thirty short reads of the file.</summary>
    /// <exception cref="IOException">The file is gone.</exception>
    internal bool Has(string password)
    {
        var wanted = NameOf(password);
        using var list = File.OpenRead(file);
        var line = new byte[2 * LongestLine];
        // Where a line begins that may be the one: from is one's beginning, to lies behind the last that may be it.
        var (from, to) = (0L, list.Length);
        while (from < to)
        {
            var (at, length) = LineAround(list, from + ((to - from) / 2), from, line);
            var order = string.CompareOrdinal(HashOf(line.AsSpan(0, length)) ?? "", wanted);
            if (order == 0)
                return true;
            if (order < 0)
                from = at + length + 1;
            else
                to = at;
        }

        return false;
    }

    /// <summary>What the list calls a password. SHA-1 is the form in which it is published, and protects nothing here.</summary>
#pragma warning disable CA5350 // Leaked passwords are published under their SHA-1; nothing is kept secret by it.
    internal static string NameOf(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));
#pragma warning restore CA5350

    /// <summary>Reads the line in which the byte at <paramref name="middle"/> lies.</summary>
    /// <returns>Where it begins, and its length without the end.</returns>
    private static (long At, int Length) LineAround(FileStream list, long middle, long from, byte[] line)
    {
        var start = Math.Max(from, middle - LongestLine);
        list.Position = start;
        var read = list.ReadAtLeast(line, line.Length, throwOnEndOfStream: false);
        // The byte at the middle may be the end of its line.
        var before = line.AsSpan(0, (int)(middle - start)).LastIndexOf((byte)'\n') + 1;
        var left = line.AsSpan(before, read - before);
        var length = left.IndexOf((byte)'\n') is >= 0 and var end ? end : left.Length;
        left[..length].CopyTo(line);
        return (start + before, length);
    }

    private static string? HashOf(ReadOnlySpan<byte> line)
    {
        if (line.Length <= HashLength || line[HashLength] != (byte)':')
            return null;
        foreach (var b in line[..HashLength])
        {
            if (!char.IsAsciiHexDigitUpper((char)b))
                return null;
        }

        return Encoding.ASCII.GetString(line[..HashLength]);
    }
}
