using Lfr.Shared.Policy;

namespace Lfr.Shared.Records.AsPublished;

/// <summary>
/// Judges the rows of a force's table, each by itself and beside the others. Nothing is put right: what was published stays as it was, and what does not follow
/// from it stands beside it. What hand-made tables get wrong was learnt from 203 official rows (field-2026 §3).
/// </summary>
public static class PublishedTable
{
    /// <summary>The first day on which a police force in Great Britain compared faces in a crowd: Notting Hill, 28 August 2016 (field-2026 §4).</summary>
    public static readonly DateOnly FirstUse = new(2016, 8, 28);

    private const string BritishTime = "Europe/London";

    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(24);

    // As many rows with the same number twice are no accident any more.
    private const int RowsThatTell = 5;

    /// <summary>Judges <paramref name="rows"/>.</summary>
    /// <param name="rows">Rows as read, in the order of the file.</param>
    /// <param name="policy">
    /// The policy in force, for the highest false alert rate above which a force has to say something, and for whether it is one of Great Britain, whose first use is known; <see langword="null"/> when there is none: then no rate is too high.
    /// </param>
    /// <param name="today">Today.</param>
    /// <returns>The same rows, in the same order, with all that is to be said about them.</returns>
    public static IReadOnlyList<PublishedRow> Judge(IReadOnlyList<PublishedRow> rows, PolicyPack? policy, DateOnly today)
    {
        var highestRate = policy?.Numbers.FalseAlertRateLimit ?? 1;
        // When another country began is not known here.
        var ofBritain = policy is null || policy.TimeZone == BritishTime;
        var copied = IsCopied(rows);
        var earlier = new Dictionary<(string, DateOnly, TimeSpan?), PublishedRow>();
        var known = new Dictionary<PublishedFigures, int>();
        var judged = new List<PublishedRow>(rows.Count);
        foreach (var row in rows)
        {
            var findings = new List<RowFinding>(row.Findings);
            if (row.Figures is { } figures)
            {
                findings.AddRange(Impossible(figures, today, ofBritain));
                if (!known.TryAdd(figures, row.Number))
                    findings.Add(new RowFinding(RowFindingKinds.Repeated, $"Row {known[figures]} is the same: place, date, duration and every figure. It counts once."));
                else if (!earlier.TryAdd((figures.Location, figures.Day, figures.Duration), row))
                    findings.Add(new RowFinding(RowFindingKinds.SameUse, $"Row {earlier[(figures.Location, figures.Day, figures.Duration)].Number} has the same place, date and duration, with other figures. Both are kept."));
                findings.AddRange([.. Parts(figures), .. Rate(figures), .. Limit(figures, highestRate), .. Copied(figures, copied)]);
            }

            judged.Add(row with { Findings = findings });
        }

        return judged;
    }

    private static IEnumerable<RowFinding> Impossible(PublishedFigures row, DateOnly today, bool ofBritain)
    {
        static RowFinding No(string sentence) => new(RowFindingKinds.Impossible, sentence);
        if (row.Day > today)
            yield return No($"{Words.Day(row.Day)} is still to come.");
        if (ofBritain && row.Day < FirstUse)
            yield return No($"{Words.Day(row.Day)} is before the first use in Great Britain, {Words.Day(FirstUse)}.");
        if (row.Duration is { } duration && (duration <= TimeSpan.Zero || duration > LongestDay))
            yield return No(duration <= TimeSpan.Zero ? "It lasted no time at all." : $"It lasted {Words.Duration(duration)}, and the row is of one day.");
        if (row.Threshold is < 0 or > 1)
            yield return No($"A threshold of {row.Threshold} is not between 0 and 1.");
        foreach (var (name, count) in Counts(row))
        {
            if (count < 0)
                yield return No($"There are {count} {name}: a count cannot be below 0.");
        }

        if (row is { Alerts: > 0, Faces: 0 })
            yield return No($"{Words.Count(row.Alerts.Value, "alert", "alerts")} without a single face compared.");
        if (row.Alerts is { } alerts and > 0 && row.Faces is { } faces and > 0 && alerts > faces)
            yield return No($"{Words.Number(alerts)} alerts are more than the {Words.Count(faces, "face", "faces")} compared.");
        if (row is { Alerts: null, False: { } untrue, Faces: { } compared } && untrue > compared)
            yield return No($"{Words.Count(untrue, "false alert is", "false alerts are")} more than the {Words.Count(compared, "face", "faces")} compared.");
        if (row is { Alerts: > 0, ListSize: 0 })
            yield return No($"{Words.Count(row.Alerts.Value, "alert", "alerts")} from a list with nobody on it.");
    }

    private static IEnumerable<RowFinding> Parts(PublishedFigures row)
    {
        if (row.Alerts is { } alerts && row.True is { } right && row.False is { } wrong && right + wrong != alerts)
        {
            yield return new RowFinding(
                RowFindingKinds.Parts,
                $"True and false alerts are {Words.Number(right)} and {Words.Number(wrong)}, together {Words.Number(right + wrong)}; {Words.Count(alerts, "alert was", "alerts were")} published.");
        }

        // A false alert is hidden most easily by a column that is left out.
        if (row is { Alerts: > 0 and var some, False: null })
            yield return new RowFinding(RowFindingKinds.NotPublished, $"{Words.Count(some, "alert was", "alerts were")} published, and not how many were false.");
        else if (row is { Alerts: > 0 and var each, False: { } wrongly, True: null } && wrongly < each)
            yield return new RowFinding(RowFindingKinds.NotPublished, $"Of {Words.Count(each, "alert", "alerts")}, {Words.Number(wrongly)} {(wrongly == 1 ? "was" : "were")} published as false; what the {(each - wrongly == 1 ? "other was" : "others were")} is not said.");

        if (row is { Alerts: { } all, Arrests: { } arrests, OtherDisposals: { } others } && arrests + others > all)
        {
            yield return new RowFinding(
                RowFindingKinds.Parts,
                $"Arrests and other outcomes are {Words.Number(arrests)} and {Words.Number(others)}, more than the {Words.Count(all, "alert", "alerts")}. Arrests that followed no alert do not belong in this table.");
        }
    }

    private static IEnumerable<RowFinding> Rate(PublishedFigures row)
    {
        if (row.FalseAlertRate.Length == 0)
            yield break;
        if (CellReading.Rate(row.FalseAlertRate) is not var (printed, unit))
            yield return new RowFinding(RowFindingKinds.Rate, $"The printed rate '{row.FalseAlertRate}' cannot be read.");
        else if (row.FalsePerFace is not { } computed)
            yield return new RowFinding(RowFindingKinds.NotPublished, $"The printed rate {row.FalseAlertRate} cannot be computed again: false alerts or faces were not published.");
        else if ((decimal)computed.Events / computed.Of is var exact && Math.Abs(exact - printed) > unit / 2)
        {
            var how = (exact - printed) switch
            {
                var above when above > 0 && above < unit => "rounded down",
                var below when below < 0 && -below < unit => "rounded up",
                _ => "which does not follow",
            };
            yield return new RowFinding(RowFindingKinds.Rate, $"{row.FalseAlertRate} was printed, {how}: {Of(computed)} come to {Percent(exact, unit)}.");
        }
    }

    private static IEnumerable<RowFinding> Limit(PublishedFigures row, double highestRate)
    {
        if (row.FalsePerFace is { } computed && computed.Rate > highestRate && SaysNothing(row.Remarks))
        {
            yield return new RowFinding(
                RowFindingKinds.Limit,
                $"{Of(computed)} come to more than {Words.OneIn(highestRate)}, and the force gives no explanation.{(row.FalseAlertRate.Length > 0 ? $" {row.FalseAlertRate} was printed." : "")}");
        }
    }

    // A dash or a full stop explains nothing.
    private static bool SaysNothing(string remarks) => CellReading.SaysNothing(remarks) || !remarks.Any(char.IsLetter);

    private static IEnumerable<RowFinding> Copied(PublishedFigures row, bool wholeColumn)
    {
        if (row is not { OtherDisposals: { } same and > 0, NoAction: { } none } || same != none)
            yield break;
        // With one of the two there are as many outcomes as alerts, with both there are too many.
        var tooMany = row is { Arrests: { } arrests, Alerts: { } alerts } && arrests + same + none > alerts;
        if (wholeColumn || tooMany)
            yield return new RowFinding(RowFindingKinds.Copied, $"Other outcomes and no action are both {Words.Number(same)}{(wholeColumn ? ", and equal in every row" : "")}: one column is probably a copy of the other.");
    }

    private static bool IsCopied(IReadOnlyList<PublishedRow> rows)
    {
        var both = rows.Select(r => r.Figures).Where(f => f is { OtherDisposals: not null, NoAction: not null } && (f.OtherDisposals, f.NoAction) != (0, 0)).ToList();
        return both.Count >= RowsThatTell && both.All(f => f!.OtherDisposals == f.NoAction);
    }

    private static IEnumerable<(string Name, long? Count)> Counts(PublishedFigures row) =>
    [
        ("people on the list", row.ListSize), ("alerts", row.Alerts), ("true alerts, confirmed", row.TrueConfirmed), ("true alerts, not confirmed", row.TrueUnconfirmed),
        ("false alerts, confirmed", row.FalseConfirmed), ("false alerts, not confirmed", row.FalseUnconfirmed), ("arrests", row.Arrests), ("other outcomes", row.OtherDisposals),
        ("cases without action", row.NoAction), ("faces", row.Faces),
    ];

    private static string Of(Proportion rate) => $"{Words.Count(rate.Events, "false alert", "false alerts")} among {Words.Count(rate.Of, "face", "faces")}";

    // With one digit more than was printed: enough to see what was rounded away.
    private static string Percent(decimal share, decimal unit) => Words.Percent((double)share, unit.Scale - 1);
}
