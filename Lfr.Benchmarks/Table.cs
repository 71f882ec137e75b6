using System.Globalization;
using System.Text;

namespace Lfr.Benchmarks;

/// <summary>The table as people read it, on the terminal and in <c>results/</c>.</summary>
public static class Table
{
    /// <summary>Markdown, with the machine above it.</summary>
    public static string Markdown(IReadOnlyList<Row> rows)
    {
        var text = new StringBuilder()
            .Append(Machine.Describe()).AppendLine().AppendLine()
            .AppendLine("| what | ours | peer in the same run | theirs | result | must reach | reached |")
            .AppendLine("|---|---|---|---|---|---|---|");
        foreach (var row in rows)
            text.AppendLine(CultureInfo.InvariantCulture, $"| {row.What} | {row.Ours} | {row.Peer} | {row.Theirs} | **{row.Result}** | {row.Target} | {Reached(row)} |");
        text.AppendLine();
        foreach (var row in rows.Where(r => r.Note.Length > 0))
            text.AppendLine(CultureInfo.InvariantCulture, $"- {row.What}: {row.Note}");
        return text.ToString();
    }

    /// <summary>Writes the table under the processor's name, and the names of what was run where it is not all, into <c>Lfr.Benchmarks/results</c> of the clone.</summary>
    public static void Write(string table, string[] names)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (!File.Exists(Path.Combine(folder.FullName, "Lfr.sln")))
                continue;
            var file = Path.Combine(folder.FullName, "Lfr.Benchmarks", "results", string.Join('.', [Machine.FileName(), .. names, "md"]));
            File.WriteAllText(file, $"# Measured by `./bench.sh{string.Concat(names.Select(name => " " + name))}`\n\n{table}");
            return;
        }
    }

    private static string Reached(Row row) => row.Met switch
    {
        true => "yes",
        false => "no",
        null => "–",
    };
}
