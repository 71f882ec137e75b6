using System.Globalization;
using System.Text;
using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>A table that leaves Lfr, or why it does not.</summary>
/// <param name="Outcome">Whether it was granted, and is in the log.</param>
/// <param name="FileName">Name for the file.</param>
/// <param name="Csv">UTF-8 with a byte order mark, so that spreadsheets read it.</param>
public sealed record ExportedWatchlist(Outcome Outcome, string FileName, byte[] Csv)
{
    /// <summary>Whether the person may know that there is such a list: not somebody for whom nothing is there.</summary>
    public bool IsThere { get; init; } = true;
}

/// <summary>
/// Exports the rows that the page shows. Without names, texts and photographs: what left Lfr cannot be deleted after the deployment. Logged (R40).
/// </summary>
public sealed class ExportWatchlist(LookGate gate, ReadWatchlist list, ReadEntries entries)
{
    private static readonly CultureInfo Invariant = CultureInfo.InvariantCulture;

    /// <summary>Makes the table of the entries that <paramref name="filter"/> lets through.</summary>
    public async Task<ExportedWatchlist> RunAsync(Actor actor, Guid deploymentId, EntryFilter filter, CancellationToken cancellationToken)
    {
        var view = await list.RunAsync(actor, deploymentId, cancellationToken);
        var rows = view is { MaySeeEntries: true } ? await entries.FindAsync(deploymentId, filter, 0, int.MaxValue, cancellationToken) : EntryPage.Empty;
        var outcome = await gate.AskAsync(this, actor, new Look(LookKind.ListTable, deploymentId, ReadEntries.ThingsOf(rows)), cancellationToken);
        if (outcome.Succeeded && view is null)
            outcome = Permissions.NotFound("This deployment");
        return outcome.Succeeded && view is not null
            ? new ExportedWatchlist(outcome, $"watchlist-{view.For.Reference}.csv", Table(rows.Rows))
            : new ExportedWatchlist(outcome, "", []) { IsThere = view is not null || outcome.IsRefusedAs(RefusalKind.Role) };
    }

    private static byte[] Table(IEnumerable<EntryRow> rows)
    {
        var csv = new StringBuilder("reference,category_code,category,state,flags,photograph_quality,photograph_taken_on,compiled_by,compiled_at_utc,approvals,approvals_needed\r\n");
        foreach (var row in rows)
        {
            csv.AppendJoin(',', ((string[])
            [
                row.Reference,
                row.Category.Code(),
                row.Category.InWords(),
                row.State.InWords(),
                string.Join("; ", row.Flags.Select(f => f.InWords())),
                row.Quality ?? "",
                row.ImageTakenOn.ToString("yyyy-MM-dd", Invariant),
                row.CompiledBy.Name,
                row.CompiledBy.At.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", Invariant),
                row.Approvals.ToString(Invariant),
                row.ApprovalsNeeded.ToString(Invariant),
            ]).Select(Cell)).Append("\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    // A cell that begins like a formula would be run by a spreadsheet; an apostrophe makes it text.
    private static string Cell(string text)
    {
        var safe = text.Length > 0 && "=+-@\t\r".Contains(text[0], StringComparison.Ordinal) ? "'" + text : text;
        return safe.AsSpan().ContainsAny(",\"\r\n;") ? $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : safe;
    }
}
