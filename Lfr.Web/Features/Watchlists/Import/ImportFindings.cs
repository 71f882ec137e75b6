using Lfr.Shared.Identity;
using Lfr.Shared.Looks;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A file that leaves Lfr, or why it does not.</summary>
/// <param name="Outcome">Whether it was granted, and is in the log; a refusal where there is nothing, too.</param>
/// <param name="Csv">The file.</param>
public sealed record ImportFindingsFile(Outcome Outcome, byte[] Csv);

/// <summary>
/// What an import found, as a file for whoever mends the list in its source system: a line for each finding, and one for a row without. Nothing but what the compilers' own file says, and logged as a table that leaves Lfr.
/// </summary>
public sealed class ImportFindings(LookGate gate, RunningImports imports, ReadImportRows rows)
{
    private static readonly IReadOnlyList<CsvColumn<(RowAnswer Row, ListFinding? Finding)>> Columns =
    [
        new("row", r => r.Row.Row),
        new("reference", r => r.Row.Reference),
        new("outcome", r => r.Row.Outcome.ToString().ToLowerInvariant()),
        new("kind", r => r.Finding?.Kind),
        new("finding", r => r.Finding?.Sentence),
    ];

    /// <summary>Makes the file of the import of a list.</summary>
    public async Task<ImportFindingsFile> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return new ImportFindingsFile(refused, []);
        if (await imports.OfAsync(deploymentId, cancellationToken) is not { } progress)
            return new ImportFindingsFile(Permissions.NotFound("This import"), []);
        var outcome = await gate.AskAsync(this, actor, new Look(LookKind.ListTable, deploymentId, []), cancellationToken);
        return new ImportFindingsFile(outcome, outcome.Succeeded ? Table((await rows.RunAsync(actor, progress.Id, all: true, 0, ListFile.MostRows, cancellationToken)).Rows) : []);
    }

    private static byte[] Table(IEnumerable<RowAnswer> answers) =>
        CsvTable.Write(Columns, answers.SelectMany(a => a.Findings.Count == 0 ? [(a, (ListFinding?)null)] : a.Findings.Select(f => (a, (ListFinding?)f))));
}
