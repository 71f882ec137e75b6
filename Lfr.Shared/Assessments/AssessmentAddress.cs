using Lfr.Shared.Deployments;

namespace Lfr.Shared.Assessments;

/// <summary>Kinds of assessments in addresses.</summary>
public static class AssessmentAddress
{
    /// <summary>The kind in an address: <c>data-protection</c>.</summary>
    public static string Address(this AssessmentKind kind) => kind switch
    {
        AssessmentKind.DataProtection => "data-protection",
        AssessmentKind.Equality => "equality",
        AssessmentKind.Community => "community",
        AssessmentKind.AppropriatePolicy => "policy-document",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    /// <summary>The kind that an address names; <see langword="null"/> for another word.</summary>
    public static AssessmentKind? Read(string? address) => Enum.GetValues<AssessmentKind>().Select(k => (AssessmentKind?)k).FirstOrDefault(k => string.Equals(k!.Value.Address(), address, StringComparison.OrdinalIgnoreCase));
}
