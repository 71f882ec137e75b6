using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A compiler or another system has the files of a list checked, or imported at once. Proposes nobody itself: what it begins does (<see cref="ImportEntries"/>).</summary>
public sealed class BeginImport(LfrTransaction transaction, ImportFiles files, RunningImports imports)
{
    /// <summary>Begins it. The second press of the same person finds what the first began. What somebody else holds is never put away by this.</summary>
    /// <param name="actor">Compiler, or a system.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="list">What was uploaded; the import's once it is taken.</param>
    /// <param name="isDryRun">Whether nothing is kept.</param>
    /// <param name="cancellationToken">Gives up before anything is begun.</param>
    /// <returns>The outcome, and the import that was begun or found.</returns>
    /// <exception cref="UnreadableFileException">The table cannot be read.</exception>
    public async Task<(Outcome Outcome, Guid ImportId)> RunAsync(Actor actor, Guid deploymentId, UploadedList list, bool isDryRun, CancellationToken cancellationToken)
    {
        // Tens of thousands of rows are not read while everybody waits, nor for whoever may not import any.
        var (total, hash) = Permissions.Of(actor, Permissions.ProposeEntries).Succeeded ? (ListFile.Read(list.Table, list.Map).Count, list.Hash()) : (0, "");
        var id = Guid.Empty;
        var outcome = await transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.ProposeEntries).RunAsync(async (context, deployment, cancel) =>
        {
            ImportStep.About(context, deploymentId);
            var before = await ImportStep.Current(context.Db, deploymentId).FirstOrDefaultAsync(cancel);
            if (before is { IsGoing: true } going)
            {
                id = going.Id;
                return going.IsDryRun == isDryRun && ImportStep.IsOf(going, actor) && string.Equals(going.TableHash, hash, StringComparison.Ordinal)
                    ? context.Did(Outcome.Done, $"Asked again for {ImportStep.Named(going)}, which is under way.")
                    : ImportStep.Taken(actor, going);
            }

            if (await ImportStep.MayAddAsync(context, deployment, cancel) is { Succeeded: false } closed)
                return closed;
            if (before is { Waits: true } && !(ImportStep.IsOf(before, actor) && string.Equals(before.TableHash, hash, StringComparison.Ordinal)) && !await IsOfASystemAsync(context.Db, before, cancel))
                return ImportStep.Held(actor, before);
            before?.PutAway(actor.Sign(context.Now));
            var begun = ImportJob.Begin(list.Pictures.Id, deploymentId, actor.Sign(context.Now), list.Source, hash, list.Map, isDryRun, total, files.Keep(list));
            context.Db.ImportJobs.Add(begun);
            id = begun.Id;
            context.Did($"Began {ImportStep.Named(begun)}: {Words.Count(total, "row", "rows")}.");
            context.AfterCommit(() =>
            {
                files.HandOver(begun.Id);
                imports.Start(begun);
                return Task.CompletedTask;
            });
            return Outcome.Done;
        }, cancellationToken);
        if (outcome.Succeeded && id != list.Pictures.Id)
            list.Dispose();
        return (outcome, id);
    }

    // What a system had checked may be put away: the system calls again, and nobody has its list open on a page.
    private static Task<bool> IsOfASystemAsync(LfrDbContext db, ImportJob job, CancellationToken cancellationToken) => db.SystemClients.AnyAsync(c => c.Id == job.By.UserId, cancellationToken);
}
