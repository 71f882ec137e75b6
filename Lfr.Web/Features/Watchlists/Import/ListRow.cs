using Lfr.Shared;
using Lfr.Shared.Policy;
using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A row of a list that is imported, as it was written.</summary>
/// <param name="Number">Which one, from 1, without the heading.</param>
/// <param name="Cells">Texts by the names of <see cref="ListColumns"/>; a column that the file does not have is not among them.</param>
/// <param name="Cut">What is wrong with its length; <see langword="null"/> when nothing is.</param>
public sealed record ListRow(int Number, IReadOnlyDictionary<string, string> Cells, string? Cut = null)
{
    /// <summary>The reference in the source system.</summary>
    public string Reference => this[ListColumns.Reference];

    /// <summary>
    /// Texts of the columns that are none of <see cref="ListColumns"/>, by their heading in small letters and underscores: the fields that the policy gives a category are among them, under their title
    /// or their code (R55).
    /// </summary>
    public IReadOnlyDictionary<string, string> Others { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>The text of a column; empty when there is none.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column, "");
}

/// <summary>Reads the table of a list.</summary>
public static class ListFile
{
    /// <summary>Most rows: the largest list known had 19,199 people.</summary>
    public const int MostRows = 50_000;

    /// <summary>Reads all rows; what is wrong with one is for <see cref="RowReading"/> to say.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="map">The file's own heading by the column's name, where the usual headings do not do.</param>
    /// <exception cref="UnreadableFileException">It is empty, too large, no table, or has no column of references.</exception>
    public static IReadOnlyList<ListRow> Read(byte[] bytes, IReadOnlyDictionary<string, string> map)
    {
        var file = CsvFile.Read(bytes);
        var columns = file.Columns(ListColumns.All, map);
        if (file.Rows.Count > MostRows)
            throw new UnreadableFileException($"The file has more than {Words.Number(MostRows)} rows. Split it.");
        // Of two columns with one heading, the first one counts, as among those that Lfr knows.
        var others = file.Headings.Select((h, i) => (Name: PublishedColumns.Normal(h), At: i)).Where(o => o.Name.Length > 0 && !columns.Values.Contains(o.At)).DistinctBy(o => o.Name).ToList();
        return [.. file.Rows.Select((cells, i) => new ListRow(
            i + 1,
            columns.ToDictionary(c => c.Key, c => Cell(cells, c.Value), StringComparer.Ordinal),
            file.Cut(cells))
        {
            Others = others.ToDictionary(o => o.Name, o => Cell(cells, o.At), StringComparer.Ordinal),
        })];

        static string Cell(IReadOnlyList<string> cells, int at) => at < cells.Count ? Written(cells[at]) : "";
    }

    // As it will stand in the database, so that the same file twice is the same. An apostrophe before what a spreadsheet would run is Lfr's own, from a file of findings.
    private static string Written(string cell)
    {
        var text = PlainText.Clean(cell).Trim();
        return text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;
    }
}
