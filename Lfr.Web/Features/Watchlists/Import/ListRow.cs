using Lfr.Shared;
using Lfr.Shared.Policy;
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
        return [.. file.Rows.Select((cells, i) => new ListRow(
            i + 1,
            columns.ToDictionary(c => c.Key, c => c.Value < cells.Count ? Written(cells[c.Value]) : "", StringComparer.Ordinal),
            file.Cut(cells)))];
    }

    // As it will stand in the database, so that the same file twice is the same. An apostrophe before what a spreadsheet would run is Lfr's own, from a file of findings.
    private static string Written(string cell)
    {
        var text = PlainText.Clean(cell).Trim();
        return text is ['\'', '=' or '+' or '-' or '@', ..] ? text[1..] : text;
    }
}
