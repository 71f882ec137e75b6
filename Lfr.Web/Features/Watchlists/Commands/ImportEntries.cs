using Lfr.Inference.Faces;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Watchlists.Photographs;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>An entry of a file that may be kept.</summary>
/// <param name="Row">Row of the file.</param>
/// <param name="Details">What is written about the person.</param>
/// <param name="Face">The photograph as enrolled; the caller's to dispose.</param>
/// <param name="FileHash">Hash of its file.</param>
public sealed record ImportedEntry(int Row, EntryDetails Details, EnrolmentOutcome.Enrolled Face, string FileHash);

/// <summary>
/// Proposes entries that came from a file: some at once in one transaction, so that each is whole or not there. Proposed and no more: nothing is signed off by it. Under the name of
/// a compiler, or of Lfr itself, and then a compiler stands for them before anybody can sign them off (<see cref="StandForImported"/>).
/// </summary>
[Prepares(PreparedPart.List)]
public sealed class ImportEntries(LfrTransaction transaction, BiometricVault vault, Enrolment enrolment, DossierReader dossiers)
{
    /// <summary>Keeps what may be kept.</summary>
    /// <param name="actor">The compiler, or Lfr itself.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="source">Name of the file.</param>
    /// <param name="entries">Entries, none of which is on the list as far as the caller knows.</param>
    /// <param name="lastNumber">Last number of the list when the caller read it. With another one nothing is kept: somebody was added since, perhaps one of these.</param>
    /// <param name="cancellationToken">Gives up before anything is kept.</param>
    /// <returns>The outcome; by row why a single entry was not kept; and the last number of the list now.</returns>
    public async Task<(Outcome Outcome, IReadOnlyDictionary<int, Outcome> Refused, int LastNumber)> RunAsync(
        Actor actor, Guid deploymentId, string source, IReadOnlyList<ImportedEntry> entries, int lastNumber, CancellationToken cancellationToken)
    {
        var refused = new Dictionary<int, Outcome>();
        var last = lastNumber;
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ProposeEntries).RunAsync(async (context, deployment, cancel) =>
        {
            context.About(deploymentId, $"Watchlist of deployment {deploymentId}");
            refused.Clear();
            var criteria = await DossierReader.CriteriaAsync(context.Db, deployment, cancel);
            var watchlist = await context.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancel);
            if ((watchlist?.LastNumber ?? 0) != lastNumber)
                return Outcome.Conflict("Somebody added to the list while the file was read.", "The import reads the list again and goes on.");
            if (watchlist is null)
                context.Db.Watchlists.Add(watchlist = Watchlist.Start(context.NewId(), deploymentId, needsCriteria: true));
            if (watchlist.MayChange(deployment, context.Now) is { Succeeded: false } closed)
                return closed;
            if (await ProposeEntry.MayCompileAsync(context, deploymentId, cancel) is { Succeeded: false } approver)
                return approver;
            var policy = dossiers.PolicyOf(deployment, context.Now);
            var kept = new List<string>();
            foreach (var entry in entries)
            {
                // Approved again since the file was looked at, perhaps, and narrower.
                if (ProposeEntry.Fits(criteria, entry.Details, policy, deployment) is { Succeeded: false } outside)
                {
                    refused[entry.Row] = outside;
                    continue;
                }

                if ((await EntryCompleteness.MissingAsync(context.Db, deploymentId, null, entry.Details, cancel) ?? watchlist.NextReference(deployment, entry.Details, policy, context.Now, out _)) is var answer and { Succeeded: false })
                {
                    refused[entry.Row] = answer;
                    continue;
                }

                var reference = Watchlist.ReferenceOf(watchlist.LastNumber);
                var photograph = await ProposeEntry.KeepAsync(vault, context, deploymentId, entry.Face, enrolment.EmbedderHash, entry.FileHash, cancel);
                context.Db.Entries.Add(WatchlistEntry.Propose(context.NewId(), deploymentId, reference, entry.Details, photograph, actor, context.Now));
                kept.Add(reference);
            }

            last = watchlist.LastNumber;
            if (kept.Count == 0)
                return refused.Values.First();
            context.Did($"Imported {Words.Count(kept.Count, "entry", "entries")} from {source}: {(kept.Count == 1 ? kept[0] : $"{kept[0]} to {kept[^1]}")}.");
            context.Tell(ChangeKind.Watchlist, deploymentId);
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, refused, outcome.Succeeded ? last : lastNumber);
    }
}
