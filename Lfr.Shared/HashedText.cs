using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Lfr.Shared;

/// <summary>
/// Text that a hash is taken of. People's decisions name such a hash, so it is written field by field, never by a serialiser: a type that gains a
/// property, or a new release of .NET, must not void an authority in force. A field is one line, <c>name=length:value</c>, the length in UTF-8
/// bytes; <c>name=-</c> says that there is no value. To put another field into a hash, write a new version and keep recognising the old one.
/// </summary>
public sealed class HashedText
{
    private readonly string version;
    private readonly StringBuilder text = new();

    /// <summary>Starts with the version, such as <c>plan/1</c>.</summary>
    public HashedText(string version)
    {
        this.version = version;
        text.Append(version).Append('\n');
    }

    /// <summary>Adds a text, byte for byte as it was written.</summary>
    public HashedText Add(string name, string? value)
    {
        text.Append(name).Append('=');
        if (value is null)
            text.Append('-');
        else
            text.Append(Encoding.UTF8.GetByteCount(value).ToString(CultureInfo.InvariantCulture)).Append(':').Append(value);
        text.Append('\n');
        return this;
    }

    /// <summary>Adds a whole number: a count, or a value of an enumeration, which the database keeps as a number too.</summary>
    public HashedText Add(string name, long value) => Add(name, value.ToString(CultureInfo.InvariantCulture));

    /// <summary>Adds a fraction, in the shortest form that gives the same value back.</summary>
    public HashedText Add(string name, double value) => Add(name, value.ToString("R", CultureInfo.InvariantCulture));

    /// <summary>Adds <c>yes</c> or <c>no</c>.</summary>
    public HashedText Add(string name, bool value) => Add(name, value ? "yes" : "no");

    /// <summary>Adds an id.</summary>
    public HashedText Add(string name, Guid value) => Add(name, value.ToString("D", CultureInfo.InvariantCulture));

    /// <summary>Adds a day.</summary>
    public HashedText Add(string name, DateOnly value) => Add(name, value.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Adds a moment, as UTC.</summary>
    public HashedText Add(string name, DateTimeOffset? value) => Add(name, value?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'Z'", CultureInfo.InvariantCulture));

    /// <summary>SHA-256 of the text in UTF-8 as lower-case hex, behind the version: <c>plan/1:07c9…</c>.</summary>
    public string Hash() => $"{version}:{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))}";

    /// <inheritdoc/>
    public override string ToString() => text.ToString();

    /// <summary>Whether <paramref name="stored"/> was written before hashes had a version.</summary>
    public static bool IsUnversioned(string stored) => !stored.Contains(':', StringComparison.Ordinal);

    /// <summary>The first 12 hexadecimal digits, short enough to compare by eye.</summary>
    public static string Short(string hash)
    {
        var digits = hash[(hash.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return digits[..Math.Min(12, digits.Length)];
    }
}
