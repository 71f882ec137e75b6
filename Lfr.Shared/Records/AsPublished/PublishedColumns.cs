using System.Globalization;

namespace Lfr.Shared.Records.AsPublished;

/// <summary>A column of a force's table of uses.</summary>
/// <param name="Name">Its name, in snake case, as the Metropolitan Police's table has it.</param>
/// <param name="OtherNames">Other headings under which forces publish the same.</param>
/// <param name="IsNeeded">Whether nothing can be said of a file without it.</param>
/// <param name="Text">What a row says in it, as text; empty for what was not published.</param>
public sealed record PublishedColumn(string Name, IReadOnlyList<string> OtherNames, bool IsNeeded, Func<PublishedFigures, string> Text);

/// <summary>The columns of a force's table of uses, in the Metropolitan Police's order (field-2026 §3).</summary>
public static class PublishedColumns
{
    /// <summary>All columns. A file needs those that say which use a row is about; every other may be missing.</summary>
    public static IReadOnlyList<PublishedColumn> All { get; } =
    [
        new("location", ["place", "site", "venue"], true, r => r.Location),
        new("date", ["day", "deployment_date", "date_of_deployment"], true, r => r.Day.ToString("O", CultureInfo.InvariantCulture)),
        new("duration", ["length", "hours"], false, r => r.Duration is { } d ? string.Create(CultureInfo.InvariantCulture, $"{(int)d.TotalHours}h{d.Minutes:00}m") : ""),
        new("purpose_or_use_case", ["purpose", "use_case", "use_cases"], false, r => r.UseCases),
        new("watchlist_size", ["list_size", "watchlist", "size_of_watchlist"], false, r => Text(r.ListSize)),
        new("threshold", ["threshold_setting", "face_match_threshold"], false, r => r.Threshold?.ToString(CultureInfo.InvariantCulture) ?? ""),
        new("alerts", ["total_alerts", "number_of_alerts"], false, r => Text(r.Alerts)),
        new("true_confirmed", ["true_alerts_confirmed", "confirmed_true_alerts", "confirmed_true"], false, r => Text(r.TrueConfirmed)),
        new("true_unconfirmed", ["true_alerts_unconfirmed", "unconfirmed_true"], false, r => Text(r.TrueUnconfirmed)),
        new("false_confirmed", ["false_alerts_confirmed", "confirmed_false_alerts", "confirmed_false"], false, r => Text(r.FalseConfirmed)),
        new("false_unconfirmed", ["false_alerts_unconfirmed", "unconfirmed_false"], false, r => Text(r.FalseUnconfirmed)),
        new("false_alert_rate", ["false_positive_rate"], false, r => r.FalseAlertRate),
        new("arrests", ["total_arrests", "number_of_arrests"], false, r => Text(r.Arrests)),
        new("other_disposals", ["other_outcomes"], false, r => Text(r.OtherDisposals)),
        new("no_action", ["no_further_action"], false, r => Text(r.NoAction)),
        new("faces_estimated", ["faces", "faces_seen", "faces_compared", "estimated_faces"], false, r => Text(r.Faces)),
        new("remarks", ["comments", "comment", "notes"], false, r => r.Remarks),
    ];

    /// <summary>A heading as it is compared: small letters, and one underscore for whatever stands between words.</summary>
    public static string Normal(string heading)
    {
        var words = new System.Text.StringBuilder();
        foreach (var letter in heading)
        {
            if (char.IsLetterOrDigit(letter))
                words.Append(char.ToLowerInvariant(letter));
            else if (words.Length > 0 && words[^1] != '_')
                words.Append('_');
        }

        return words.ToString().TrimEnd('_');
    }

    private static string Text(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}
