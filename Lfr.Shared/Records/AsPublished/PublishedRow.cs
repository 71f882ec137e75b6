namespace Lfr.Shared.Records.AsPublished;

/// <summary>A row of a force's file, read and judged.</summary>
/// <param name="Number">Number of the row, from 1, without the heading.</param>
/// <param name="Location">Place, as written.</param>
/// <param name="Day">Day; <see langword="null"/> when it cannot be read.</param>
/// <param name="Figures">What was published; <see langword="null"/> when the row is refused before it could be read.</param>
/// <param name="Findings">What is to be said about it.</param>
public sealed record PublishedRow(int Number, string Location, DateOnly? Day, PublishedFigures? Figures, IReadOnlyList<RowFinding> Findings)
{
    /// <summary>Whether it is refused: it cannot be read, cannot have been so, or stood in the file before. Whatever else is wrong is kept, beside what is right.</summary>
    public bool IsRefused => Findings.Any(f => f.Kind is RowFindingKinds.Impossible or RowFindingKinds.Unreadable or RowFindingKinds.Repeated);

    /// <summary>Reads a row. A cell that cannot be read is a finding, and so are all others of the same row.</summary>
    /// <param name="number">Number of the row.</param>
    /// <param name="cells">Cells by the column's name; columns that the file has not are missing.</param>
    public static PublishedRow Read(int number, IReadOnlyDictionary<string, string> cells)
    {
        var findings = new List<RowFinding>();
        string Cell(string column) => PlainText.Clean(cells.GetValueOrDefault(column, "")).Trim();
        T? Of<T>(string column, Func<string, T?> read, string example)
            where T : struct
        {
            var cell = Cell(column);
            if (CellReading.SaysNothing(cell))
                return null;
            var value = read(cell);
            if (value is null)
                findings.Add(new RowFinding(RowFindingKinds.Unreadable, $"'{Short(cell)}' in {column} cannot be read. Write it as {example}."));
            return value;
        }

        long? Count(string column) => Of(column, CellReading.Count, "9764");

        var location = Cell("location");
        var day = Of("date", CellReading.Day, "06/04/2023 or 2023-04-06");
        if (CellReading.SaysNothing(location))
            findings.Add(new RowFinding(RowFindingKinds.Unreadable, "No place is given. Enter where it was."));
        if (CellReading.SaysNothing(Cell("date")))
            findings.Add(new RowFinding(RowFindingKinds.Unreadable, "No date is given. Enter the day."));
        var figures = new PublishedFigures(
            location, day ?? default, Of("duration", CellReading.Duration, "5h03m"), Cell("purpose_or_use_case"), Count("watchlist_size"), Of("threshold", CellReading.Number, "0.6"),
            Count("alerts"), Count("true_confirmed"), Count("true_unconfirmed"), Count("false_confirmed"), Count("false_unconfirmed"),
            CellReading.SaysNothing(Cell("false_alert_rate")) ? "" : Cell("false_alert_rate"),
            Count("arrests"), Count("other_disposals"), Count("no_action"), Count("faces_estimated"), Cell("remarks"));
        return new PublishedRow(number, location, day, findings.Count == 0 ? figures : null, findings);
    }

    private static string Short(string cell) => cell.Length <= 40 ? cell : $"{cell[..39]}…";
}
