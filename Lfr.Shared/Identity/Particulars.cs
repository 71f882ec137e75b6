using Lfr.Shared.Policy;

namespace Lfr.Shared.Identity;

/// <summary>Who a person is within the force.</summary>
/// <param name="Name">Name as it stands in records.</param>
/// <param name="Rank">Verified rank.</param>
/// <param name="ForceNumber">Collar or staff number; may be empty.</param>
/// <param name="Unit">Unit or department; may be empty.</param>
public sealed record Particulars(string Name, Rank Rank, string ForceNumber, string Unit)
{
    /// <summary>Longest name.</summary>
    public const int LongestName = 200;

    /// <summary>Longest force number.</summary>
    public const int LongestForceNumber = 40;

    /// <summary>Longest unit.</summary>
    public const int LongestUnit = 120;

    /// <summary>The same without spaces around it.</summary>
    public Particulars Trimmed() => new(PlainText.Clean(Name).Trim(), Rank, PlainText.Clean(ForceNumber).Trim(), PlainText.Clean(Unit).Trim());

    /// <summary>Done when everything that is needed is there and fits.</summary>
    public Outcome Check()
    {
        if (string.IsNullOrWhiteSpace(Name))
            return Outcome.Incomplete("The name is missing.", "Enter the name as it stands in records.");
        if (!Enum.IsDefined(Rank))
            return Outcome.Incomplete("The rank is missing.", "Choose the verified rank, or police staff.");
        return Name.Length > LongestName || ForceNumber.Length > LongestForceNumber || Unit.Length > LongestUnit
            ? Outcome.Incomplete("The name, the force number or the unit is too long.", $"Shorten it: at most {LongestName}, {LongestForceNumber} and {LongestUnit} characters.")
            : Outcome.Done;
    }
}
