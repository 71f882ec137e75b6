using System.Text;

namespace Lfr.Inference.Evaluation.Reports;

/// <summary>What an evaluation says, once for the console and for the page.</summary>
/// <param name="Title">What was evaluated.</param>
/// <param name="Data">Sentences about the data and how it was used.</param>
/// <param name="Sections">Tables and plots.</param>
/// <param name="Limits">Sentences that say what this does not show.</param>
public sealed record ReportPage(string Title, IReadOnlyList<string> Data, IReadOnlyList<ReportSection> Sections, IReadOnlyList<string> Limits)
{
    /// <summary>Plain text for a console: every table with its columns under each other.</summary>
    public string ToText()
    {
        var text = new StringBuilder().AppendLine(Title);
        foreach (var sentence in Data)
            text.AppendLine(sentence);
        foreach (var section in Sections.Where(s => s.Rows.Count > 0))
        {
            text.AppendLine().AppendLine(section.Heading);
            var lines = section.Rows.Prepend(section.Columns).ToArray();
            var widths = section.Columns.Select((_, i) => lines.Max(line => line[i].Length)).ToArray();
            foreach (var line in lines)
                text.AppendLine("  " + string.Join("  ", line.Select((cell, i) => cell.PadRight(widths[i]))).TrimEnd());
            if (section.Note is { } note)
                text.AppendLine("  " + note);
        }

        text.AppendLine().AppendLine("What this does not show");
        foreach (var sentence in Limits)
            text.AppendLine("  " + sentence);
        return text.ToString();
    }
}

/// <summary>A table, a plot or both.</summary>
/// <param name="Heading">What it shows.</param>
/// <param name="Columns">Heads of the columns; the first column names the row.</param>
/// <param name="Rows">As many cells in each as there are columns; may be none.</param>
/// <param name="Note">A sentence beneath; <see langword="null"/> for none.</param>
/// <param name="Plot">A plot beneath; <see langword="null"/> for none.</param>
public sealed record ReportSection(
    string Heading, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows, string? Note = null, Plot? Plot = null);
