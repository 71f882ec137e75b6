using Lfr.Shared.Records.AsPublished;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Records;

/// <summary>Reads a force's table of uses. Headings are known by the names of <see cref="PublishedColumns"/>, or by a map of the force's own.</summary>
public static class PublishedFile
{
    private static readonly IReadOnlyList<CsvHeading> Known = [.. PublishedColumns.All.Select(c => new CsvHeading(c.Name, c.OtherNames, c.IsNeeded))];

    /// <summary>Reads all rows; a row that cannot be read is one with a finding.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="map">The file's own heading by the column's name: <c>location</c> → <c>Where</c>; empty when the usual headings do.</param>
    /// <exception cref="UnreadableFileException">It is empty, too large, no table, or a column that is needed is missing.</exception>
    public static IReadOnlyList<PublishedRow> Read(byte[] bytes, IReadOnlyDictionary<string, string> map) => Rows(CsvFile.Read(bytes), map);

    /// <summary>As <see cref="Read"/>, of a table that was opened already.</summary>
    /// <exception cref="UnreadableFileException">A column that is needed is missing.</exception>
    public static IReadOnlyList<PublishedRow> Rows(CsvFile file, IReadOnlyDictionary<string, string> map)
    {
        var columns = file.Columns(Known, map);
        if (columns.Count == Known.Count(c => c.IsNeeded))
            throw new UnreadableFileException($"The file has places and dates, and no figures that Lfr knows. Its headings are {string.Join(", ", file.Headings)}.");
        return [.. file.Rows.Select((cells, i) =>
        {
            var row = PublishedRow.Read(i + 1, columns.ToDictionary(c => c.Key, c => c.Value < cells.Count ? cells[c.Value] : "", StringComparer.Ordinal));
            return file.Cut(cells) is { } cut ? row with { Figures = null, Findings = [new RowFinding(RowFindingKinds.Unreadable, cut)] } : row;
        })];
    }

    /// <summary>Which heading of <paramref name="file"/> each column is read from without a map; columns that are not found are missing.</summary>
    public static IReadOnlyDictionary<string, string> Guess(CsvFile file)
    {
        var normal = file.Headings.Select(PublishedColumns.Normal).ToList();
        return Known.Select(c => (c.Name, At: ((string[])[c.Name, .. c.OtherNames]).Select(n => normal.IndexOf(n)).FirstOrDefault(i => i >= 0, -1)))
            .Where(c => c.At >= 0).ToDictionary(c => c.Name, c => file.Headings[c.At], StringComparer.Ordinal);
    }
}
