using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Records;

/// <summary>What was made public about a case that Lfr did not run. What was not published is <see langword="null"/> and is shown as just that, never as 0.</summary>
/// <param name="FacesCompared">Faces compared.</param>
/// <param name="ListSize">People on the list.</param>
/// <param name="Alerts">Alerts.</param>
/// <param name="FalseAlerts">False alerts.</param>
/// <param name="Arrests">Arrests of the whole operation.</param>
/// <param name="ChildrenArrested">Of <paramref name="Arrests"/>, people under 18.</param>
/// <param name="LfrArrests">Of <paramref name="Arrests"/>, those that followed an alert.</param>
/// <param name="LfrChildrenArrested">Of <paramref name="LfrArrests"/>, people under 18.</param>
/// <param name="LfrNoLongerWanted">Of <paramref name="LfrArrests"/>, people who were no longer wanted.</param>
/// <param name="LfrOutcomes">What became of each of <paramref name="LfrArrests"/>, one sentence each; empty when not published.</param>
/// <param name="Source">Where it was published.</param>
/// <param name="Caveat">What is not known, or known only roughly.</param>
public sealed record HistoricalFigures(
    long? FacesCompared,
    int? ListSize,
    int? Alerts,
    int? FalseAlerts,
    int? Arrests,
    int? ChildrenArrested,
    int? LfrArrests,
    int? LfrChildrenArrested,
    int? LfrNoLongerWanted,
    IReadOnlyList<string> LfrOutcomes,
    string Source,
    string Caveat)
{
    /// <summary>Arrests of the wider operation that followed no alert.</summary>
    public int? WiderArrests => Arrests - LfrArrests;

    /// <summary>Each figure with what it counts, in words, for every page that shows them.</summary>
    public IReadOnlyList<(string Label, string Value)> Rows =>
    [
        ("Arrests of the whole operation", InWords(Arrests)),
        ("Of these, under 18", InWords(ChildrenArrested)),
        ("Arrests after an alert", InWords(LfrArrests)),
        ("Of these, under 18", InWords(LfrChildrenArrested)),
        ("Of these, no longer wanted", InWords(LfrNoLongerWanted)),
        ("Faces compared", InWords(FacesCompared)),
        ("People on the list", InWords(ListSize)),
        ("Alerts", InWords(Alerts)),
        ("False alerts", InWords(FalseAlerts)),
    ];

    /// <summary>What was published about <paramref name="deployment"/>; <see langword="null"/> unless it is a case from before Lfr.</summary>
    public static HistoricalFigures? Of(Deployment deployment) => deployment switch
    {
        { HistoricalSource: null } => null,
        { Reference: Romford2019.Reference } => Romford2019.Figures,
        { HistoricalSource: var source } => new HistoricalFigures(null, null, null, null, null, null, null, null, null, [], source, ""),
    };

    /// <summary>The number, or <c>not published</c>.</summary>
    public static string InWords(long? number) => number is { } known ? Words.Number(known) : "not published";
}
