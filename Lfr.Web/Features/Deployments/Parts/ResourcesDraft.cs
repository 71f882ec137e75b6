using System.Globalization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Officer-hours and cost as they are typed.</summary>
public sealed class ResourcesDraft
{
    /// <summary>Begins with what is saved.</summary>
    /// <param name="saved">What is saved; <see langword="null"/> for nothing.</param>
    /// <param name="currency">Currency of the policy, for amounts that are entered now.</param>
    public ResourcesDraft(Resources? saved, string currency)
    {
        Currency = saved?.Currency ?? currency;
        if (saved is null)
            return;
        (Uniformed, Plain) = (Words.Number(saved.UniformedHours), Words.Number(saved.PlainHours));
        (Hour, Equipment, Basis) = (Money.Figure(saved.OfficerHourPence), Money.Figure(saved.EquipmentPence), saved.Basis);
    }

    /// <summary>Currency of the amounts, ISO 4217.</summary>
    public string Currency { get; }

    /// <summary>Officer-hours in uniform.</summary>
    public string Uniformed { get; set; } = "";

    /// <summary>Officer-hours in plain clothes.</summary>
    public string Plain { get; set; } = "";

    /// <summary>What an officer-hour costs.</summary>
    public string Hour { get; set; } = "";

    /// <summary>Equipment.</summary>
    public string Equipment { get; set; } = "";

    /// <summary>Where the numbers come from.</summary>
    public string Basis { get; set; } = "";

    /// <summary>What cannot be read, each with its field.</summary>
    public IEnumerable<(string Field, string? Problem)> Problems =>
    [
        ("uniformed", Hours(Uniformed) is null ? "Enter the hours in uniform as a whole number, such as 64." : null),
        ("plain", Hours(Plain) is null ? "Enter the hours in plain clothes as a whole number, such as 16." : null),
        ("hour-cost", Amount(Hour) is null ? $"Enter the cost of an officer-hour in {Money.Unit(Currency)}, such as 38.50." : null),
        ("equipment", Amount(Equipment) is null ? $"Enter the cost of the equipment in {Money.Unit(Currency)}, such as 1,250." : null),
    ];

    /// <summary>What it takes; <see langword="null"/> while nothing is written. What cannot be read stays as it was.</summary>
    public Resources? Read(Resources? saved) => new[] { Uniformed, Plain, Hour, Equipment, Basis }.All(string.IsNullOrWhiteSpace) ? null : new Resources(
        Hours(Uniformed) ?? saved?.UniformedHours ?? 0, Hours(Plain) ?? saved?.PlainHours ?? 0, Amount(Hour) ?? saved?.OfficerHourPence ?? 0, Amount(Equipment) ?? saved?.EquipmentPence ?? 0, Basis.Trim())
    {
        Currency = Currency,
    };

    private static int? Hours(string text) => string.IsNullOrWhiteSpace(text) ? 0
        : int.TryParse(text.Replace(",", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= Resources.MostHours ? n : null;

    private static long? Amount(string text) => string.IsNullOrWhiteSpace(text) ? 0 : Resources.ReadMoney(text);
}
