using System.Globalization;

namespace Lfr.Shared.Policy;

/// <summary>Amounts of money as people read and type them. Kept as whole hundredths (pence, cents), never as floats, beside the currency of their policy.</summary>
public static class Money
{
    /// <summary>Pounds sterling: the currency of a policy that names none.</summary>
    public const string Pounds = "GBP";

    // Their smallest coin is no hundredth, so that an amount in hundredths would be another amount.
    private static readonly string[] WithoutHundredths = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF", "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>Before an amount: <c>£</c>, <c>€</c>, <c>$</c>; the code and a space for any other currency.</summary>
    public static string Sign(string currency) => currency switch
    {
        Pounds => "£",
        "EUR" => "€",
        "USD" => "$",
        _ => $"{currency} ",
    };

    /// <summary>In a label: <c>£</c>, <c>CHF</c>.</summary>
    public static string Unit(string currency) => Sign(currency).TrimEnd();

    /// <summary><c>£4,120</c>, <c>€38.50</c>, <c>CHF 12</c>.</summary>
    public static string InWords(long hundredths, string currency) => Sign(currency) + Figure(hundredths);

    /// <summary>The amount alone: <c>4,120</c>, <c>38.50</c>.</summary>
    public static string Figure(long hundredths) => $"{Words.Number(hundredths / 100)}{(hundredths % 100 == 0 ? "" : FormattableString.Invariant($".{hundredths % 100:D2}"))}";

    /// <summary>What people type, in hundredths: <c>4,120</c>, <c>£38.50</c>; <see langword="null"/> when it is no amount.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="most">The largest amount, hundredths.</param>
    public static long? Read(string text, long most)
    {
        var plain = text.Trim();
        if (plain.Length > 3 && plain[..3].All(char.IsAsciiLetterUpper))
            plain = plain[3..];
        plain = plain.TrimStart('£', '€', '$').Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        return decimal.TryParse(plain, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var whole) && whole <= most / 100m && whole * 100 == decimal.Truncate(whole * 100) ? (long)(whole * 100) : null;
    }

    /// <summary>Whether amounts of <paramref name="currency"/> can be kept: three capitals, as ISO 4217 has them, of money that has hundredths.</summary>
    internal static bool IsKnown(string currency) => currency is { Length: 3 } && currency.All(char.IsAsciiLetterUpper) && !WithoutHundredths.Contains(currency);
}
