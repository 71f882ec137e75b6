using System.Buffers;
using System.Globalization;
using CsvHelper;

namespace Lfr.Web.Components;

/// <summary>A column of a CSV file.</summary>
/// <param name="Heading">Its heading, in snake case.</param>
/// <param name="Value">What it says of a row: text, a number or a moment; <see langword="null"/> for an empty cell.</param>
public sealed record CsvColumn<TRow>(string Heading, Func<TRow, object?> Value);

/// <summary>
/// Writes every CSV file of Lfr: RFC 4180 with a heading, UTF-8 with a byte order mark, so that spreadsheets read it. Moments are UTC, to the second. Text that a spreadsheet would
/// run as a formula begins with an apostrophe (OWASP, CSV injection); numbers stay numbers.
/// </summary>
public static class CsvTable
{
    /// <summary>Media type of what <see cref="Write"/> returns.</summary>
    public const string MediaType = "text/csv; charset=utf-8";

    // Where a comma writes decimals, spreadsheets split lines at semicolons, and what stands behind one would begin a cell.
    private static readonly SearchValues<char> Separators = SearchValues.Create(",;\t\"\r\n");

    private static readonly CsvWriterOptions Options = CsvWriterOptions.Default with
    {
        NewLine = "\r\n",
        WriteByteOrderMark = true,
        FormatProvider = CultureInfo.InvariantCulture,
        Injection = CsvInjection.Escape,
        InjectionCharacters = "=+-@\t\r\n",
        ShouldQuote = (field, _, _, _) => field.ContainsAny(Separators),
    };

    /// <summary>The file.</summary>
    /// <param name="columns">Columns, in their order.</param>
    /// <param name="rows">Rows, in theirs.</param>
    public static byte[] Write<TRow>(IReadOnlyList<CsvColumn<TRow>> columns, IEnumerable<TRow> rows)
    {
        using var file = new MemoryStream();
        using (var csv = CsvWriter.Create(file, Options, leaveOpen: true))
        {
            csv.WriteHeader([.. columns.Select(c => c.Heading)]);
            foreach (var row in rows)
            {
                foreach (var column in columns)
                {
                    var value = column.Value(row);
                    csv.WriteField(value is DateTimeOffset moment ? moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) : value);
                }

                csv.EndRecord();
            }
        }

        return file.ToArray();
    }
}
