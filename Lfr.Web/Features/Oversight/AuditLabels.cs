using System.Globalization;
using System.Text;
using Lfr.Web.Components;
using Lfr.Web.Features.Oversight.Queries;

namespace Lfr.Web.Features.Oversight;

/// <summary>The log as words and as a table.</summary>
public static class AuditLabels
{
    /// <summary>The columns of the log as a file. Times are to the millisecond, as the chain has them.</summary>
    public static IReadOnlyList<CsvColumn<AuditLine>> Columns { get; } =
    [
        new("number", l => l.Number),
        new("time_utc", l => l.At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)),
        new("who", l => l.Who),
        new("action", l => l.Action),
        new("done", l => l.Done ? "yes" : "refused"),
        new("deployment", l => l.Deployment),
        new("subject", l => l.Subject),
        new("sentence", l => l.Sentence),
        new("rules", l => l.Rules),
        new("hash", l => l.Hash),
    ];

    /// <summary>A command's name as people read it: <c>GoLive</c> becomes <c>Go live</c>.</summary>
    public static string InWords(string action)
    {
        var words = new StringBuilder(action.Length + 4);
        foreach (var letter in action)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ').Append(char.ToLowerInvariant(letter));
            else
                words.Append(letter);
        }

        return words.ToString();
    }
}
