using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;

namespace Lfr.Web.Features.PublicSite;

/// <summary>One figure in words.</summary>
/// <param name="Label">What it counts.</param>
/// <param name="Value">The value, with its interval where it is a share.</param>
/// <param name="Note">What it means; may be empty.</param>
public sealed record FigureRow(string Label, string Value, string Note = "");

/// <summary>Figures that belong together.</summary>
public sealed record FigureGroup(string Title, IReadOnlyList<FigureRow> Rows);

/// <summary>The figures of a record, in the order and the words in which the public reads them.</summary>
public static class RecordTables
{
    /// <summary>Of a published record.</summary>
    public static IReadOnlyList<FigureGroup> Of(PublicRecord record)
    {
        var f = record.Current.Figures;
        return
        [
            new("The use",
            [
                new("Where", $"{record.Plan.Place.Venue}, {record.Plan.Place.Area}"),
                new("When", f.Started is { } from && f.Ended is { } to ? LondonTime.Span(from, to) : "It never started."),
                new("Comparing", LondonTime.Length(f.Comparing), f.Paused > TimeSpan.Zero ? $"Paused for {LondonTime.Length(f.Paused)} in between." : ""),
                new("Announced", f.NoticeLead is { } lead ? $"{Words.Duration(lead)} before the start" : "No notice was public."),
                new("Policy and threshold", $"{f.PolicyId}; cosine {(f.Threshold is { } t ? Words.Number(t, 3) : "–")}", "Higher means stricter. Scores of different engines cannot be compared."),
                new("People on the list", Words.Number(f.ListSize), List(f)),
            ]),
            new("What the engine did",
            [
                new("Faces compared", Words.Number(f.FacesCompared), "Faces, not people: somebody who walks by twice counts twice."),
                new("Gone without an alert", Words.Number(f.FacesDiscarded), "Deleted at once."),
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
                new("Unconfirmed", Words.Number(f.Unconfirmed), $"Not found or lost {f.NotLocated}, stood down {f.StoodDown}, could not tell {f.NotDetermined}, identity not established {f.IdentityUnresolved}, no outcome {f.Open}."),
                new("Two people differed", f.Disagreements is { } differed ? Words.Number(differed) : "not counted", "Officers are not sent until a third person decides."),
                new("Answered after the score was shown", f.AnsweredAfterTheScore is { } late ? Words.Number(late) : "not counted", "Mostly corrections: people first answer from the images alone."),
                new("Right among confirmed", f.VerifiedPrecision.ToString()),
                new("Time to decide", f.DecisionTimeMedian is { } m ? $"median {LondonTime.Length(m)}, 95 % within {LondonTime.Length(f.DecisionTime95 ?? m)}" : "no alert was decided"),
            ]),
            new("What followed",
            [
                new("People spoken to", Words.Number(f.Engagements)),
                new("Arrests after an alert", Words.Number(f.LfrArrests)),
                new("Other arrests of the operation", f.WiderArrests is { } w ? Words.Number(w) : "not reported", "They followed no alert."),
                new("No longer wanted", f.StaleEntries.ToString(), "Entries that were out of date."),
                new("Biometrics destroyed", f.PurgedAt is { } purged ? $"{LondonTime.DateAndTime(purged)}, {(f.PurgedInTime == true ? "in time" : "late")}" : "not yet"),
                new("Correct alerts among listed passers-by", "not measured", "It needs volunteers on the list who walk by; there were none."),
            ]),
        ];
    }

    /// <summary>Of a case from before Lfr: what was published, and what was not.</summary>
    public static IReadOnlyList<FigureGroup> Of(HistoricalCase old) =>
    [
        new("What was published",
        [
            new("Arrests of the whole operation", HistoricalFigures.InWords(old.Figures.Arrests)),
            new("Arrests after an alert", HistoricalFigures.InWords(old.Figures.LfrArrests)),
            new("Of these no longer wanted", HistoricalFigures.InWords(old.Figures.LfrNoLongerWanted)),
            new("Of these under 18", HistoricalFigures.InWords(old.Figures.LfrChildrenArrested)),
            new("Faces compared", HistoricalFigures.InWords(old.Figures.FacesCompared)),
            new("People on the list", HistoricalFigures.InWords(old.Figures.ListSize)),
            new("Alerts", HistoricalFigures.InWords(old.Figures.Alerts)),
            new("False alerts", HistoricalFigures.InWords(old.Figures.FalseAlerts)),
        ]),
    ];

    private static string List(DeploymentFigures figures)
    {
        var cells = figures.ListByCategory.Where(c => c.Count != 0).Select(c => $"{c.Label}: {c.InWords}").ToArray();
        return cells.Length == 0 ? "" : $"{string.Join("; ", cells)}. Counts under {Cell.Smallest} are withheld, so that nobody can be told to be on it.";
    }
}
