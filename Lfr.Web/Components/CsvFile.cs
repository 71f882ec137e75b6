using System.Text;
using CsvHelper;
using Lfr.Shared.Records.AsPublished;

namespace Lfr.Web.Components;

/// <summary>A file that cannot be read, with what a person can do about it.</summary>
public sealed class UnreadableFileException(string sentence, Exception? cause = null) : Exception(sentence, cause);

/// <summary>A column that a file may have.</summary>
/// <param name="Name">Its name, in snake case.</param>
/// <param name="OtherNames">Other headings under which files have the same.</param>
/// <param name="IsNeeded">Whether nothing can be said of a file without it.</param>
public sealed record CsvHeading(string Name, IReadOnlyList<string> OtherNames, bool IsNeeded = false);

/// <summary>
/// A table read from CSV as spreadsheets save it: comma, semicolon, tab or bar; UTF-8 or UTF-16 with or without a mark, otherwise Windows-1252; any quoting, any line
/// ends. What is in it is judged by whoever reads it.
/// </summary>
/// <param name="Headings">The first line.</param>
/// <param name="Rows">All others, each with as many cells as it has.</param>
public sealed record CsvFile(IReadOnlyList<string> Headings, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Most bytes of a file.</summary>
    public const int MostBytes = 50 * 1024 * 1024;

    /// <summary>Reads a file.</summary>
    /// <exception cref="UnreadableFileException">It is empty, too large or no table.</exception>
    public static CsvFile Read(byte[] bytes)
    {
        if (bytes.Length > MostBytes)
            throw TooLarge();
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
            var rows = new List<IReadOnlyList<string>>();
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);
            return new CsvFile(headings, rows);
        }
        catch (Exception e) when (e is CsvFormatException or DecoderFallbackException)
        {
            throw new UnreadableFileException($"The file is not a CSV table: {e.Message}", e);
        }
    }

    /// <summary>The refusal of a file that is too large.</summary>
    public static UnreadableFileException TooLarge() => new("The file is larger than 50 MB. Split it.");

    /// <summary>Where each column is, by its name.</summary>
    /// <param name="known">Columns that are understood.</param>
    /// <param name="map">The file's own heading by the column's name: <c>location</c> → <c>Where</c>; an empty heading for a column that is not to be read; nothing when the usual headings do.</param>
    /// <exception cref="UnreadableFileException">A column that is needed is missing, or the map does not fit the file.</exception>
    public IReadOnlyDictionary<string, int> Columns(IReadOnlyList<CsvHeading> known, IReadOnlyDictionary<string, string> map)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        var normal = Headings.Select(PublishedColumns.Normal).ToList();
        // A map is read from JSON, which has a word for nothing.
        if (map.FirstOrDefault(m => m.Value is null).Key is { } bare)
            throw new UnreadableFileException($"The map gives the column '{bare}' no heading. Write the heading as text, or an empty text for a column that is not to be read.");
        foreach (var column in known)
        {
            // A heading that a person took away.
            if (map.TryGetValue(column.Name, out var none) && none.Length == 0)
                continue;
            IEnumerable<string> names = map.TryGetValue(column.Name, out var own) ? [PublishedColumns.Normal(own)] : [column.Name, .. column.OtherNames];
            if (names.Select(n => normal.IndexOf(n)).FirstOrDefault(i => i >= 0, -1) is >= 0 and var index)
                found[column.Name] = index;
            else if (own is not null)
                throw new UnreadableFileException($"The map says that {column.Name} stands under '{own}', and the file has no such heading. It has {string.Join(", ", Headings)}.");
        }

        foreach (var name in map.Keys.Where(k => known.All(c => c.Name != k)))
            throw new UnreadableFileException($"The map names a column '{name}', which Lfr does not know. It knows {string.Join(", ", known.Select(c => c.Name))}.");
        if (known.Where(c => c.IsNeeded && !found.ContainsKey(c.Name)).Select(c => c.Name).ToList() is { Count: > 0 } missing)
        {
            throw new UnreadableFileException(
                $"The file has no column for {string.Join(" and ", missing)}. Its headings are {string.Join(", ", Headings)}. Name the column so, or say which heading it has: with --map on the command line, on a page below the file.");
        }

        return found;
    }

    /// <summary>What is wrong with a row of another length; <see langword="null"/> when nothing is.</summary>
    public string? Cut(IReadOnlyList<string> row) => row.Count == Headings.Count
        ? null
        : $"The row has {row.Count} cells and the heading {Headings.Count}. A comma inside a cell needs quotation marks round the cell.";

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
