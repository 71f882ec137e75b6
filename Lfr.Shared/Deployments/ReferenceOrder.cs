using System.Globalization;

namespace Lfr.Shared.Deployments;

/// <summary>References by year and number: after <c>2026-999</c> comes <c>2026-1000</c>, which text would put between 100 and 101.</summary>
public static class ReferenceOrder
{
    /// <summary>Compares references of deployments.</summary>
    public static readonly StringComparer ByNumber = StringComparer.Create(CultureInfo.InvariantCulture, CompareOptions.NumericOrdering);
}
