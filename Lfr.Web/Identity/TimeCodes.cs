using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Lfr.Web.Identity;

/// <summary>The codes of authenticator apps: six digits for each half minute, from a shared key by HMAC-SHA-1 (RFC 6238, what every app can do).</summary>
public static class TimeCodes
{
    /// <summary>How long a code is shown.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>How many half minutes the clock of a phone may be behind or ahead.</summary>
    public const int Skew = 1;

    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private const int KeyBytes = 20;

    /// <summary>A random key of 160 bits in Base32, as apps take it.</summary>
    public static string NewKey() => Base32(RandomNumberGenerator.GetBytes(KeyBytes));

    /// <summary>Bytes in Base32 without padding (RFC 4648); whole groups of five bytes only.</summary>
    /// <param name="bytes">A multiple of five.</param>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bytes.Length % 5, 0);
        return string.Create(bytes.Length / 5 * 8, bytes, (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                var bit = i * 5;
                var two = (from[bit / 8] << 8) | (bit / 8 + 1 < from.Length ? from[bit / 8 + 1] : 0);
                text[i] = Letters[(two >> (11 - bit % 8)) & 31];
            }
        });
    }

    /// <summary>The key in groups of four, for somebody who types it.</summary>
    public static string InGroups(string text) => string.Join(' ', text.Chunk(4).Select(c => new string(c)));

    /// <summary>What the QR code says to the app (key URI format).</summary>
    /// <param name="key">Key in Base32.</param>
    /// <param name="email">Whose account.</param>
    public static string Link(string key, string email) =>
        $"otpauth://totp/Lfr:{Uri.EscapeDataString(email)}?secret={key}&issuer=Lfr&algorithm=SHA1&digits=6&period=30";

    /// <summary>The half minute at <paramref name="now"/>, counted from 1970.</summary>
    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    /// <summary>The half minute whose code was typed, the phone's clock a little off or not; <see langword="null"/> when it is none of them.</summary>
    /// <param name="key">Key in Base32.</param>
    /// <param name="typed">What was typed; blanks do not matter.</param>
    /// <param name="now">Time of the server.</param>
    public static long? Match(string key, string typed, DateTimeOffset now)
    {
        var digits = string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));
        if (digits.Length != 6 || !digits.All(char.IsAsciiDigit))
            return null;
        var bytes = Bytes(key);
        long? found = null;
        // All are compared, so that the time it takes tells nothing.
        for (var step = StepAt(now) - Skew; step <= StepAt(now) + Skew; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(Digits(CodeOf(bytes, step)), Digits(digits)))
                found = step;
        }

        return found;
    }

    private static byte[] Digits(string code) => [.. code.Select(c => (byte)c)];

    private static string CodeOf(byte[] key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> mac = stackalloc byte[20];
#pragma warning disable CA5350 // HMAC-SHA-1 is what RFC 6238 and the apps use; collisions of SHA-1 do not weaken it.
        HMACSHA1.HashData(key, counter, mac);
#pragma warning restore CA5350
        var value = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 15)..]) & int.MaxValue;
        return (value % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    private static byte[] Bytes(string key)
    {
        var bytes = new byte[key.Length * 5 / 8];
        for (var i = 0; i < bytes.Length * 8; i++)
        {
            if ((Letters.IndexOf(key[i / 5], StringComparison.Ordinal) >> (4 - i % 5) & 1) == 1)
                bytes[i / 8] |= (byte)(128 >> (i % 8));
        }

        return bytes;
    }
}
