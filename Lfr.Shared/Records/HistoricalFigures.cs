using Lfr.Shared.Policy;

namespace Lfr.Shared.Records;

/// <summary>What was made public about a case that Lfr did not run. What was not published is <see langword="null"/> and is shown as just that, never as 0.</summary>
/// <param name="FacesCompared">Faces compared.</param>
/// <param name="ListSize">People on the list.</param>
/// <param name="Alerts">Alerts.</param>
/// <param name="FalseAlerts">False alerts.</param>
/// <param name="Arrests">Arrests of the whole operation.</param>
/// <param name="LfrArrests">Of these, arrests that followed an alert.</param>
/// <param name="NoLongerWanted">Of these, people who were no longer wanted.</param>
/// <param name="ChildrenArrested">Of <paramref name="LfrArrests"/>, people under 18.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Caveat">What of the case is illustrative, because it was not published.</param>
public sealed record HistoricalFigures(
    long? FacesCompared,
    int? ListSize,
    int? Alerts,
    int? FalseAlerts,
    int? Arrests,
    int? LfrArrests,
    int? NoLongerWanted,
    int? ChildrenArrested,
    string Source,
    string Caveat)
{
    /// <summary>Arrests of the wider operation that followed no alert.</summary>
    public int? WiderArrests => Arrests - LfrArrests;

    /// <summary>The number, or <c>not published</c>.</summary>
    public static string InWords(long? number) => number is { } known ? Words.Number(known) : "not published";
}
