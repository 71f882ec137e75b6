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

    /// <summary>Figures that were given as "about", by the name of the property.</summary>
    public IReadOnlyList<string> Estimates { get; init; } = [];

    /// <summary>Where each figure was published, by the name of the property.</summary>
    public IReadOnlyDictionary<string, FigureSource> FigureSources { get; init; } = new Dictionary<string, FigureSource>();

    /// <summary>Each figure with what it counts, in words, and where it was published, for every page that shows them.</summary>
    public IReadOnlyList<(string Label, string Value, FigureSource? Source)> Rows =>
    [
        Row("Arrests of the whole operation", InWords(Arrests), nameof(Arrests)),
        Row("Of these, under 18", InWords(ChildrenArrested), nameof(ChildrenArrested)),
        Row("Arrests after an alert", InWords(LfrArrests), nameof(LfrArrests)),
        Row("Of these, under 18", InWords(LfrChildrenArrested), nameof(LfrChildrenArrested)),
        Row("Of these, no longer wanted", InWords(LfrNoLongerWanted), nameof(LfrNoLongerWanted)),
        Row("Faces compared", FacesInWords, nameof(FacesCompared)),
        Row("People on the list", ListInWords, nameof(ListSize)),
        Row("Alerts", InWords(Alerts), nameof(Alerts)),
        Row("False alerts", InWords(FalseAlerts), nameof(FalseAlerts)),
    ];

    /// <summary>Faces compared in words: <c>about 100,000</c>.</summary>
    public string FacesInWords => About(nameof(FacesCompared), FacesCompared);

    /// <summary>People on the list in words: <c>about 50</c>.</summary>
    public string ListInWords => About(nameof(ListSize), ListSize);

    /// <summary>What was published about <paramref name="deployment"/>; <see langword="null"/> unless it is a case from before Lfr.</summary>
    /// <param name="deployment">Deployment.</param>
    /// <param name="trial">The trial of the same reference, if there is one.</param>
    public static HistoricalFigures? Of(Deployment deployment, Trial? trial) => deployment.HistoricalSource is not { } source ? null
        : trial?.Reference == deployment.Reference ? trial.Figures
        : new HistoricalFigures(null, null, null, null, null, null, null, null, null, [], source, "");

    private (string, string, FigureSource?) Row(string label, string value, string figure) => (label, value, FigureSources.GetValueOrDefault(figure));

    private string About(string figure, long? number) => number is not null && Estimates.Contains(figure) ? $"about {InWords(number)}" : InWords(number);

    /// <summary>The number, or <c>not published</c>.</summary>
    public static string InWords(long? number) => number is { } known ? Words.Number(known) : "not published";
}
