using System.Text;
using CsvHelper;
using Lfr.Shared.Records.AsPublished;

namespace Lfr.Web.Features.Records;

/// <summary>A file that is no table of uses, with what a person can do about it.</summary>
public sealed class UnreadableFileException(string sentence, Exception? cause = null) : Exception(sentence, cause);

/// <summary>
/// Reads a force's table of uses from CSV as spreadsheets save it: comma, semicolon, tab or bar; UTF-8 or UTF-16 with or without a mark, otherwise Windows-1252;
/// any quoting. Headings are known by the names of <see cref="PublishedColumns"/>, or by a map of the force's own.
/// </summary>
public static class PublishedFile
{
    /// <summary>Most bytes: a table of a hundred thousand uses is smaller.</summary>
    public const int MostBytes = 50 * 1024 * 1024;

    /// <summary>Reads all rows; a row that cannot be read is one with a finding.</summary>
    /// <param name="bytes">The file.</param>
    /// <param name="map">The file's own heading by the column's name: <c>location</c> → <c>Where</c>; empty when the usual headings do.</param>
    /// <exception cref="UnreadableFileException">It is empty, too large, no table, or a column that is needed is missing.</exception>
    public static IReadOnlyList<PublishedRow> Read(byte[] bytes, IReadOnlyDictionary<string, string> map)
    {
        if (bytes.Length > MostBytes)
            throw new UnreadableFileException("The file is larger than 50 MB. Split it.");
        try
        {
            using var reader = CsvReader.Create(bytes, CsvReaderOptions.Default with
            {
                Encoding = IsUtf8(bytes) ? null : Windows1252(),
                TrimWhitespace = true,
                TrimInsideQuotes = true,
            });
            var headings = reader.Headers.ToList();
            if (headings.TrueForAll(string.IsNullOrWhiteSpace))
                throw new UnreadableFileException("The file is empty. Its first line names the columns.");
            var columns = Columns(headings, map);
            var rows = new List<PublishedRow>();
            while (reader.Read())
            {
                var cells = new Dictionary<string, string>(StringComparer.Ordinal);
                foreach (var (column, index) in columns)
                    cells[column] = index < reader.FieldCount ? reader.GetString(index) : "";
                var row = PublishedRow.Read(rows.Count + 1, cells);
                rows.Add(reader.FieldCount == headings.Count ? row : row with { Figures = null, Findings = [Cut(reader.FieldCount, headings.Count)] });
            }

            return rows;
        }
        catch (Exception e) when (e is CsvFormatException or DecoderFallbackException)
        {
            throw new UnreadableFileException($"The file is not a CSV table: {e.Message}", e);
        }
    }

    private static RowFinding Cut(int found, int expected) => new(
        RowFindingKinds.Unreadable, $"The row has {found} cells and the heading {expected}. A comma inside a cell needs quotation marks round the cell.");

    private static Dictionary<string, int> Columns(IReadOnlyList<string> headings, IReadOnlyDictionary<string, string> map)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var normal = headings.Select(PublishedColumns.Normal).ToList();
        foreach (var column in PublishedColumns.All)
        {
            IEnumerable<string> names = map.TryGetValue(column.Name, out var own) ? [PublishedColumns.Normal(own)] : [column.Name, .. column.OtherNames];
            if (names.Select(n => normal.IndexOf(n)).FirstOrDefault(i => i >= 0, -1) is >= 0 and var index)
                found[column.Name] = index;
            else if (own is not null)
                throw new UnreadableFileException($"The map says that {column.Name} stands under '{own}', and the file has no such heading. It has {string.Join(", ", headings)}.");
        }

        foreach (var name in map.Keys.Where(k => PublishedColumns.All.All(c => c.Name != k)))
            throw new UnreadableFileException($"The map names a column '{name}', which Lfr does not know. It knows {string.Join(", ", PublishedColumns.All.Select(c => c.Name))}.");
        if (PublishedColumns.All.Where(c => c.IsNeeded && !found.ContainsKey(c.Name)).Select(c => c.Name).ToList() is { Count: > 0 } missing)
        {
            throw new UnreadableFileException(
                $"The file has no column for {string.Join(" and ", missing)}. Its headings are {string.Join(", ", headings)}. Name the column so, or say with --map which heading it has.");
        }

        if (found.Count == PublishedColumns.All.Count(c => c.IsNeeded))
            throw new UnreadableFileException($"The file has places and dates, and no figures that Lfr knows. Its headings are {string.Join(", ", headings)}.");
        return found;
    }

    private static bool IsUtf8(byte[] bytes)
    {
        // UTF-16 with its mark is told by the mark.
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return true;
        try
        {
            new UTF8Encoding(false, throwOnInvalidBytes: true).GetCharCount(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            return false;
        }
    }

    private static Encoding Windows1252() => CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
}
