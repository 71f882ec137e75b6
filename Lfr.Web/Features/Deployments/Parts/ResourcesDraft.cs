using System.Globalization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Officer-hours and cost as they are typed.</summary>
public sealed class ResourcesDraft
{
    /// <summary>Begins with what is saved.</summary>
    public ResourcesDraft(Resources? saved)
    {
        if (saved is null)
            return;
        (Uniformed, Plain) = (Words.Number(saved.UniformedHours), Words.Number(saved.PlainHours));
        (Hour, Equipment, Basis) = (Words.Pounds(saved.OfficerHourPence)[1..], Words.Pounds(saved.EquipmentPence)[1..], saved.Basis);
    }

    /// <summary>Officer-hours in uniform.</summary>
    public string Uniformed { get; set; } = "";

    /// <summary>Officer-hours in plain clothes.</summary>
    public string Plain { get; set; } = "";

    /// <summary>What an officer-hour costs, pounds.</summary>
    public string Hour { get; set; } = "";

    /// <summary>Equipment, pounds.</summary>
    public string Equipment { get; set; } = "";

    /// <summary>Where the numbers come from.</summary>
    public string Basis { get; set; } = "";

    /// <summary>What cannot be read, each with its field.</summary>
    public IEnumerable<(string Field, string? Problem)> Problems =>
    [
        ("uniformed", Hours(Uniformed) is null ? "Enter the hours in uniform as a whole number, such as 64." : null),
        ("plain", Hours(Plain) is null ? "Enter the hours in plain clothes as a whole number, such as 16." : null),
        ("hour-cost", Money(Hour) is null ? "Enter the cost of an officer-hour in pounds, such as 38.50." : null),
        ("equipment", Money(Equipment) is null ? "Enter the cost of the equipment in pounds, such as 1,250." : null),
    ];

    /// <summary>What it takes; <see langword="null"/> while nothing is written. What cannot be read stays as it was.</summary>
    public Resources? Read(Resources? saved) => new[] { Uniformed, Plain, Hour, Equipment, Basis }.All(string.IsNullOrWhiteSpace) ? null : new Resources(
        Hours(Uniformed) ?? saved?.UniformedHours ?? 0, Hours(Plain) ?? saved?.PlainHours ?? 0, Money(Hour) ?? saved?.OfficerHourPence ?? 0, Money(Equipment) ?? saved?.EquipmentPence ?? 0, Basis.Trim());

    private static int? Hours(string text) => string.IsNullOrWhiteSpace(text) ? 0
        : int.TryParse(text.Replace(",", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n <= Resources.MostHours ? n : null;

    private static long? Money(string text) => string.IsNullOrWhiteSpace(text) ? 0 : Resources.ReadPounds(text);
}
