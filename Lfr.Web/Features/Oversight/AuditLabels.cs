using System.Globalization;
using System.Text;
using Lfr.Web.Features.Oversight.Queries;

namespace Lfr.Web.Features.Oversight;

/// <summary>The log as words and as a table.</summary>
public static class AuditLabels
{
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

    /// <summary>CSV with a header, RFC 4180; what a spreadsheet would take for a formula is quoted with an apostrophe.</summary>
    public static string Csv(IEnumerable<AuditLine> lines)
    {
        var csv = new StringBuilder("number,time_utc,who,action,done,deployment,subject,sentence,rules,hash\r\n");
        foreach (var line in lines)
        {
            csv.Append(line.Number.ToString(CultureInfo.InvariantCulture)).Append(',')
                .Append(line.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)).Append(',')
                .Append(Cell(line.Who)).Append(',').Append(Cell(line.Action)).Append(',').Append(line.Done ? "yes" : "refused").Append(',')
                .Append(Cell(line.Deployment)).Append(',').Append(Cell(line.Subject)).Append(',').Append(Cell(line.Sentence)).Append(',')
                .Append(Cell(line.Rules)).Append(',').Append(line.Hash).Append("\r\n");
        }

        return csv.ToString();
    }

    private static string Cell(string text)
    {
        var safe = text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..] ? "'" + text : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : "\"" + safe.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
