using OtpNet;

namespace Lfr.Web.Identity;

/// <summary>The codes of authenticator apps: six digits for each half minute, from a shared key by HMAC-SHA-1 (RFC 6238, what every app can do). Otp.NET computes them.</summary>
public static class TimeCodes
{
    /// <summary>How long a code is shown.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    /// <summary>How many half minutes the clock of a phone may be behind or ahead.</summary>
    public const int Skew = 1;

    private const int KeyBytes = 20;

    /// <summary>A random key of 160 bits in Base32, as apps take it.</summary>
    public static string NewKey() => Base32Encoding.ToString(KeyGeneration.GenerateRandomKey(KeyBytes));

    /// <summary>What the QR code says to the app (key URI format).</summary>
    /// <param name="key">Key in Base32.</param>
    /// <param name="email">Whose account.</param>
    public static string Link(string key, string email) => new OtpUri(OtpType.Totp, key, email, "Lfr").ToString();

    /// <summary>The half minute at <paramref name="now"/>, counted from 1970.</summary>
    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    /// <summary>The half minute whose code was typed, the phone's clock a little off or not; <see langword="null"/> when it is none of them.</summary>
    /// <param name="key">Key in Base32.</param>
    /// <param name="typed">What was typed; blanks do not matter.</param>
    /// <param name="now">Time of the server.</param>
    public static long? Match(string key, string typed, DateTimeOffset now)
    {
        var digits = string.Concat(typed.Where(c => !char.IsWhiteSpace(c)));
        return new Totp(Base32Encoding.ToBytes(key)).VerifyTotp(now.UtcDateTime, digits, out var step, new VerificationWindow(Skew, Skew)) ? step : null;
    }
}
