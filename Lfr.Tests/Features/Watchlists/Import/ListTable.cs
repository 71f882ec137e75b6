using System.Globalization;
using System.Text;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Watchlists.Import;

namespace Lfr.Tests.Features.Watchlists.Import;

/// <summary>A list as a source system would export it: good rows, which a test spoils in one respect.</summary>
public static class ListTable
{
    /// <summary>When every status was checked: at the beginning of this hour.</summary>
    public static DateTimeOffset Checked { get; } = TimeProvider.System.GetUtcNow() is var now ? new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero) : default;

    /// <summary>A good row, by column.</summary>
    public static Dictionary<string, string> Row(int number, string picture, params IReadOnlyList<(string Column, string Value)> changes)
    {
        var details = Given.GoodDetails(number + 1);
        var row = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            [ListColumns.Reference] = details.SourceReference,
            [ListColumns.Name] = details.SubjectName,
            [ListColumns.DateOfBirth] = "14/03/1988",
            [ListColumns.Category] = details.Category.Code(null),
            [ListColumns.LegalReference] = details.LegalReference,
            [ListColumns.Justification] = details.Justification,
            [ListColumns.WhyHereAndNow] = details.WhyHereAndNow,
            [ListColumns.Necessity] = details.Necessity,
            [ListColumns.Proportionality] = details.Proportionality,
            [ListColumns.Picture] = picture,
            [ListColumns.PictureSource] = "Custody photograph",
            [ListColumns.PictureDate] = "20/11/2025",
            [ListColumns.LawfulHolding] = details.LawfulHolding,
            [ListColumns.Flags] = "",
            [ListColumns.ChildWelfareReason] = "",
            [ListColumns.Response] = "Arrest",
            [ListColumns.ResponsePlan] = details.ResponsePlan,
            [ListColumns.StatusChecked] = Checked.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture),
        };
        foreach (var (column, value) in changes)
            row[column] = value;
        return row;
    }

    /// <summary>The rows as CSV.</summary>
    public static string Csv(IReadOnlyList<IReadOnlyDictionary<string, string>> rows, string separator = ",", string end = "\r\n") => string.Concat(
        ((IEnumerable<IEnumerable<string>>)[rows[0].Keys, .. rows.Select(r => r.Values)])
            .Select(cells => string.Join(separator, cells.Select(c => $"\"{c.Replace("\"", "\"\"", StringComparison.Ordinal)}\"")) + end));

    /// <summary>The rows as the import reads them.</summary>
    public static IReadOnlyList<ListRow> Read(params IReadOnlyList<IReadOnlyDictionary<string, string>> rows) =>
        ListFile.Read(Encoding.UTF8.GetBytes(Csv(rows)), new Dictionary<string, string>());
}
