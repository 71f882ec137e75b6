using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Oversight.Queries;

/// <summary>What a check of the whole chain found.</summary>
/// <param name="Events">How many events there are.</param>
/// <param name="FirstBreak">Number of the first that does not fit; <see langword="null"/> when the chain is whole.</param>
/// <param name="LastHash">Hash of the last event: whoever noted it earlier can compare.</param>
/// <param name="Rows">What is not as the log left it, a sentence each: accounts and workers, and rows of deployments with their reference.</param>
/// <param name="Doubtful">Rows of deployments among them that people may accept as they stand, with the reference of the deployment.</param>
public sealed record ChainCheck(long Events, long? FirstBreak, string LastHash, IReadOnlyList<string> Rows, IReadOnlyList<(string Reference, DoubtfulRow Row)> Doubtful);

/// <summary>Walks the whole audit chain, from the first event to the last, and looks whether the rows that it vouches for are as it left them.</summary>
public sealed class VerifyChain(IDbContextFactory<LfrDbContext> contexts, RememberedHead head, FaceCountStore tallies)
{
    /// <summary>Checks; seconds for a million events, one after the other, never all in memory.</summary>
    public Task<ChainCheck> RunAsync(CancellationToken cancellationToken) => Task.Run(async () =>
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        long count = 0;
        var last = AuditEvent.Origin;
        var firstBreak = AuditChain.FirstBreak(db.AuditEvents.AsNoTracking().OrderBy(e => e.Number).AsEnumerable().Select(e =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            count++;
            last = e.Hash;
            return e;
        }));
        var rows = new List<string>(await FindAsync(db, async (read, cancel) => await head.FindAsync(read, cancel) is { } missing ? [missing] : [], cancellationToken));
        rows.AddRange(await FindAsync(db, EvidenceCheck.FindOfPeopleAsync, cancellationToken));
        var doubtful = new List<(string, DoubtfulRow)>();
        foreach (var deployment in await db.Deployments.AsNoTracking().OrderBy(d => d.Year).ThenBy(d => d.Number).ThenBy(d => d.Reference).Select(d => new { d.Id, d.Reference }).ToListAsync(cancellationToken))
        {
            var found = await FindAsync(db, (read, cancel) => EvidenceCheck.FindAsync(read, deployment.Id, walk: null, cancel), cancellationToken);
            rows.AddRange(found.Select(sentence => $"{deployment.Reference}: {sentence}"));
            if (found.Count > 0)
                doubtful.AddRange((await DoubtfulRow.ReadAsync(db, deployment.Id, cancellationToken)).Select(row => (deployment.Reference, row)));
        }

        // Counts are not the log's, and change while nobody commands anything.
        foreach (var deployment in await db.Deployments.AsNoTracking().Where(d => db.Assignments.Any(a => a.DeploymentId == d.Id)).OrderBy(d => d.Year).ThenBy(d => d.Number).ToListAsync(cancellationToken))
        {
            if (await tallies.AlteredAsync(db, deployment.Runs.Select(r => r.LicenceId), cancellationToken) is { } altered)
                rows.Add($"{deployment.Reference}: {altered}");
        }

        return new ChainCheck(count, firstBreak, last, rows, doubtful);
    }, cancellationToken);

    // Log and rows are read one after the other: a command that ends in between looks like a change by hand. What is found is looked for again while nobody writes.
    private static async Task<IReadOnlyList<string>> FindAsync(LfrDbContext db, Func<LfrDbContext, CancellationToken, Task<IReadOnlyList<string>>> find, CancellationToken cancellationToken)
    {
        if (await find(db, cancellationToken) is [])
            return [];
        await using var nobodyWrites = await WriteLock.BeginAsync(db, cancellationToken);
        return await find(db, cancellationToken);
    }
}
