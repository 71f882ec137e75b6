using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;

namespace Lfr.Web.Features.PublicSite;

/// <summary>One figure in words.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Value">The value, with its interval where it is a share.</param>
/// <param name="Note">What it means; may be empty.</param>
public sealed record FigureRow(string Label, string Value, string Note = "")
{
    /// <summary>Where the note leads; <see langword="null"/> when nowhere.</summary>
    public Uri? Address { get; init; }
}

/// <summary>Figures that belong together.</summary>
/// <param name="Title">What they are about.</param>
/// <param name="Rows">The figures.</param>
/// <param name="Note">What is to be known of all of them; may be empty.</param>
public sealed record FigureGroup(string Title, IReadOnlyList<FigureRow> Rows, string Note = "");

/// <summary>The figures of a record, in the order and the words in which the public reads them.</summary>
public static class RecordTables
{
    /// <summary>Why some groups of a list have no number, or why there is no table at all.</summary>
    private static string WhyWithheld(DeploymentFigures f) => f.CompositionIsWithheld
        ? "The policy of this force publishes how many people were on a list, and not who they were by category or age."
        : f.ListByCategory.Concat(f.ListByAge).All(c => c.Count is not null) ? ""
        : $"We withhold groups of 1 to {Words.Number((f.SmallestCell ?? Cell.Smallest) - 1)} people, and the largest group with them, so that nobody can work out who was on the list. "
            + "Where that is not enough, we withhold the whole table.";

    /// <summary>Of one version of a published record.</summary>
    /// <param name="plan">Plan of the deployment.</param>
    /// <param name="f">Figures of the version.</param>
    public static IReadOnlyList<FigureGroup> Of(Plan plan, DeploymentFigures f)
    {
        // A figure that the policy does not publish has no row, and the reader is told which.
        FigureRow[] If(RecordColumn column, FigureRow row) => f.Publishes(column) ? [row] : [];
        return
        [
            new("The use",
            [
                new("Where", $"{plan.Place.Venue}, {plan.Place.Area}"),
                new("When", f.Started is { } from && f.Ended is { } to ? ForceTime.Span(from, to) : "It never started."),
                new("Comparing", Words.Duration(f.Comparing), f.Paused > TimeSpan.Zero ? $"Paused for {Words.Duration(f.Paused)} in between." : ""),
                .. If(RecordColumn.NoticeLead, new("Announced", f.NoticeLead is { } lead ? $"{Words.Duration(lead)} before the start" : "No notice was public.")),
                new("Signs on the street", f.Signs is { } signs ? $"{Words.Number(f.SignsUpBefore ?? 0)} of {Words.Number(signs)} up before the start" : "not recorded", "As photographs of each show, taken on the day."),
                f.Publishes(RecordColumn.Threshold) ? new("Policy and threshold", $"{f.PolicyId}; cosine {(f.Threshold is { } t ? Words.Cosine(t) : "not measured")}", "Higher means stricter. Scores of different engines cannot be compared.") : new("Policy", f.PolicyId),
                new("People on the list", Words.Number(f.ListSize), f.TakenOff > 0 ? $"{Words.Count(f.TakenOff, "person was", "people were")} taken off while it ran." : ""),
            ]),
            new("Who was on the list",
            [
                .. f.ListByCategory.Concat(f.ListByAge).Select(c => new FigureRow(c.Label, c.InWords)),
            ],
            WhyWithheld(f)),
            new("What the engine did",
            [
                new("Faces compared", Words.Number(f.FacesCompared), "Faces, not people: somebody who walks by twice counts twice."),
                new("No alert", Words.Number(f.FacesDiscarded), "Deleted immediately."),
                new("Alerts", Words.Number(f.Alerts)),
                new("False alerts per face", f.FalsePerFace.ToString()),
                new("False alerts per alert", f.FalsePerAlert.ToString(), "Both are published: the first looks small because most people are on no list."),
            ]),
            new("What people decided",
            [
                new("Judged the same person", Words.Number(f.Credible)),
                new("Judged false, nobody spoken to", Words.Number(f.False)),
                new("Confirmed true", Words.Number(f.ConfirmedTrue), "After identity was established by ordinary means."),
                new("Confirmed false", Words.Number(f.ConfirmedFalse), "Somebody else was spoken to: a mistake that is looked into."),
                new("Unconfirmed", Words.Number(f.Unconfirmed), $"Not found or lost {Words.Number(f.NotLocated)}, stood down {Words.Number(f.StoodDown)}, could not tell {Words.Number(f.NotDetermined)}, identity not established {Words.Number(f.IdentityUnresolved)}, no outcome {Words.Number(f.Open)}."),
                .. If(RecordColumn.Disagreements, new("Two people differed", f.Disagreements is { } differed ? Words.Number(differed) : "not counted", "Officers are not sent until a third person decides.")),
                .. If(RecordColumn.AnsweredAfterTheScore, new("Answered after the score was shown", f.AnsweredAfterTheScore is { } late ? Words.Number(late) : "not counted", "Mostly corrections: people first answer from the images alone.")),
                new("Right among confirmed", f.VerifiedPrecision.ToString()),
                new("Time to decide", f.DecisionTimeMedian is { } m ? $"median {Words.Duration(m)}, 95 % within {Words.Duration(f.DecisionTime95 ?? m)}" : "no alert was decided"),
            ]),
            .. f.Publishes(RecordColumn.OfficerHours) || f.Publishes(RecordColumn.Cost) ? (FigureGroup[])[new("What it cost",
            [
                new("As planned", f.Planned is { } planned ? Took(f, planned) : "The plan does not say.", f.Planned?.Basis ?? ""),
                new("As spent", f.Spent is { } spent ? Took(f, spent) : "The force has not reported it yet.", f.Spent?.Basis ?? ""),
            ])] : [],
            new("What followed",
            [
                .. If(RecordColumn.Engagements, new("People spoken to", Words.Number(f.Engagements))),
                new("Arrests after an alert", Words.Number(f.LfrArrests)),
                .. If(RecordColumn.OtherArrests, new("Other arrests of the operation", f.WiderArrests is { } w ? Words.Number(w) : "not reported", "They followed no alert.")),
                .. If(RecordColumn.NoLongerSought, new("No longer sought", f.StaleEntries.ToString(), "Entries that were out of date.")),
                new("Photographs and templates of the list deleted", f.PurgedAt is { } purged ? $"{ForceTime.DateAndTime(purged)}, {(f.PurgedInTime == true ? "in time" : "late")}" : "not yet"),
                new("Pictures of alerts deleted", AlertPictures(f), "As it was when this was published."),
                new("Correct alerts among listed passers-by", "not measured", "It needs volunteers on the list who walk by; there were none."),
            ],
            f.Columns is null || f.Columns.Count == RecordColumns.All.Count ? ""
                : $"The policy of this force does not publish {AllOf([.. RecordColumns.All.Where(c => !f.Publishes(c)).Select(c => c.InWords())])}."),
        ];
    }

    // Every one by name: what is left out is what the reader has to know.
    private static string AllOf(string[] names) => names.Length == 1 ? names[0] : $"{string.Join(", ", names[..^1])} and {names[^1]}";

    private static string Took(DeploymentFigures f, Resources takes) => string.Join(' ', (string[])
    [
        .. f.Publishes(RecordColumn.OfficerHours) ? [$"{takes.HoursInWords()}."] : (string[])[],
        .. !f.Publishes(RecordColumn.Cost) ? [] : (string[])[f.Publishes(RecordColumn.OfficerHours) ? $"{takes.CostInWords()}." : $"{Money.InWords(takes.TotalPence, takes.Currency)}."],
    ]);

    /// <summary>Of a case from before Lfr: what was published, and what was not.</summary>
    public static IReadOnlyList<FigureGroup> Of(HistoricalCase old) =>
    [
        new("What was published", [.. old.Figures.Rows.Select(r => new FigureRow(r.Label, r.Value, r.Source?.Source ?? "") { Address = r.Source?.Address })]),
        .. old.Figures.LfrOutcomes.Count == 0 ? [] : (FigureGroup[])[new("The arrests after an alert", [.. old.Figures.LfrOutcomes.Select((outcome, i) => new FigureRow(Words.Number(i + 1), outcome, old.Figures.FigureSources.GetValueOrDefault(nameof(HistoricalFigures.LfrOutcomes))?.Source ?? "") { Address = old.Figures.FigureSources.GetValueOrDefault(nameof(HistoricalFigures.LfrOutcomes))?.Address })])],
    ];

    /// <summary>What a correction changed, in words and figures.</summary>
    /// <param name="plan">Plan of the deployment.</param>
    /// <param name="before">The version before.</param>
    /// <param name="after">The version after it.</param>
    public static IReadOnlyList<ChangedPart> Changed(Plan plan, RecordVersion before, RecordVersion after)
    {
        var (old, now) = (Texts(plan, before), Texts(plan, after));
        return
        [
            .. now.Keys.Concat(old.Keys).Distinct(StringComparer.Ordinal)
                .Select(part => new ChangedPart(part, old.GetValueOrDefault(part, ""), now.GetValueOrDefault(part, "")))
                .Where(p => !string.Equals(p.Before, p.After, StringComparison.Ordinal)),
        ];
    }

    private static Dictionary<string, string> Texts(Plan plan, RecordVersion version)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["What happened"] = version.Text.Narrative, ["What was learnt"] = version.Text.Lessons };
        foreach (var row in Of(plan, version.Figures).SelectMany(g => g.Rows))
            texts[row.Label] = row.Label == "Unconfirmed" ? $"{row.Value}. {row.Note}" : row.Value;
        return texts;
    }

    private static string AlertPictures(DeploymentFigures figures) => figures switch
    {
        { Alerts: 0 } => "there were none",
        { AlertsKept: 0 } => "all",
        { AlertsKeptUntil: { } until } => $"all but those of {Words.Count(figures.AlertsKept, "alert", "alerts")}, which are deleted by {ForceTime.DateAndTime(until)}",
        _ => $"all but those of {Words.Count(figures.AlertsKept, "alert", "alerts")}",
    };
}
