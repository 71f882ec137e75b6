using Lfr.Shared.Policy;

namespace Lfr.Shared.Deployments;

/// <summary>What a deployment takes, as planned, or as it was spent. Money is whole hundredths of its currency (pence), never a float.</summary>
/// <param name="UniformedHours">Officer-hours in uniform.</param>
/// <param name="PlainHours">Officer-hours in plain clothes.</param>
/// <param name="OfficerHourPence">What an officer-hour costs, pence.</param>
/// <param name="EquipmentPence">What vans, cameras, signs and software cost for this deployment, pence.</param>
/// <param name="Basis">Where these numbers come from.</param>
public sealed record Resources(int UniformedHours, int PlainHours, long OfficerHourPence, long EquipmentPence, string Basis)
{
    /// <summary>Most officer-hours: ten thousand for ten days.</summary>
    public const int MostHours = 100_000;

    /// <summary>Most hundredths in one field: ten million pounds.</summary>
    public const long MostPence = 1_000_000_000;

    /// <summary>Officer-hours together.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public int OfficerHours => UniformedHours + PlainHours;

    /// <summary>What all of it costs, pence.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public long TotalPence => (OfficerHours * OfficerHourPence) + EquipmentPence;

    /// <summary>Currency of the amounts, ISO 4217, as the policy has it under which they were entered.</summary>
    public string Currency { get; init; } = Money.Pounds;

    /// <summary>An amount as people type it, in hundredths: <c>4,120</c>, <c>£38.50</c>; <see langword="null"/> when it is none, or too large.</summary>
    public static long? ReadMoney(string text) => Money.Read(text, MostPence);

    /// <summary>The hours in words.</summary>
    public string HoursInWords() => $"{Words.Count(OfficerHours, "officer-hour", "officer-hours")}: {Words.Number(UniformedHours)} in uniform, {Words.Number(PlainHours)} in plain clothes";

    /// <summary>The cost in words, with what it is made of.</summary>
    public string CostInWords() => $"{Money.InWords(TotalPence, Currency)}: {Words.Count(OfficerHours, "hour", "hours")} at {Money.InWords(OfficerHourPence, Currency)}, and {Money.InWords(EquipmentPence, Currency)} for equipment";

    /// <summary>All of it, one item to a line.</summary>
    public string InWords() => $"{HoursInWords()}\n{CostInWords()}{(Basis.Length == 0 ? "" : $"\n{Basis}")}";

    /// <summary>What cannot be, as a refusal; done when all of it can be.</summary>
    public Outcome Judge() => UniformedHours is < 0 or > MostHours || PlainHours is < 0 or > MostHours || OfficerHourPence is < 0 or > MostPence || EquipmentPence is < 0 or > MostPence
        ? Outcome.Incomplete("The hours or the amounts cannot be right.", $"Enter at most {Words.Number(MostHours)} hours and {Money.InWords(MostPence, Currency)} each, and nothing below 0.")
        : Outcome.Done;
}
