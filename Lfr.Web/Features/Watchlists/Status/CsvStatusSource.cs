using Lfr.Web.Components;

namespace Lfr.Web.Features.Watchlists.Status;

/// <summary>A table that another system writes into a folder: <c>reference</c>, <c>status</c> and <c>checked_at</c>. Read afresh at each question.</summary>
public sealed class CsvStatusSource(StatusFeedOptions options, TimeProvider time) : IStatusSource
{
    private static readonly IReadOnlyList<CsvHeading> Headings =
        [new("reference", ["nominal"], IsNeeded: true), new("status", [], IsNeeded: true), new("checked_at", ["status_checked", "checked"], IsNeeded: true)];

    /// <inheritdoc/>
    public string Name => options.Name;

    /// <inheritdoc/>
    public async Task<StatusReply> AskAsync(IReadOnlyCollection<string> references, CancellationToken cancellationToken)
    {
        var reading = new StatusReading(references, time);
        try
        {
            if (new FileInfo(options.File!) is { Exists: true, Length: > CsvFile.MostBytes })
                return reading.Reply("The file with the statuses is larger than 50 MB.");
            var file = CsvFile.Read(await File.ReadAllBytesAsync(options.File!, cancellationToken));
            var columns = file.Columns(Headings, new Dictionary<string, string>());
            string? Cell(IReadOnlyList<string> row, string column) => columns[column] < row.Count ? row[columns[column]] : null;
            var asked = references.ToHashSet(StringComparer.OrdinalIgnoreCase);
            // The table is about the whole force: what is not on this list is nobody's mistake.
            foreach (var row in file.Rows.Where(r => Cell(r, "reference") is { } reference && asked.Contains(reference)))
            {
                // A check without a time confirms nothing: nobody knows how old the file is.
                var at = Cell(row, "checked_at");
                reading.Take(Cell(row, "reference"), Cell(row, "status"), string.IsNullOrWhiteSpace(at) ? "never" : at);
            }

            return reading.Reply(null);
        }
        catch (UnreadableFileException e)
        {
            return reading.Reply(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return reading.Reply(File.Exists(options.File) ? "The file with the statuses cannot be read." : "The file with the statuses is not there.");
        }
    }
}
