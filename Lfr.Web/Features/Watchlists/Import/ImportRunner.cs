using System.Security.Cryptography;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>Works on one import until it is over, or somebody pauses or ends it: what is being kept is kept and answered, and then nothing more.</summary>
internal sealed class ImportRunner(IDbContextFactory<LfrDbContext> contexts, ImportFiles files, ListImport import, Accounts accounts, Systems systems, TimeProvider time, int atOnce, ILogger logger)
{
    /// <summary>Texts of rows as they are kept: a row that was refused may hold anything.</summary>
    private const int LongestReference = 400;

    /// <summary>Works. Never throws: what went wrong is in the row of the import, or, without a database, in the log; the next look goes on.</summary>
    /// <param name="jobId">Import.</param>
    /// <param name="stopping">The program stops: the import stays as it is, and goes on with the next start.</param>
    public async Task RunAsync(Guid jobId, CancellationToken stopping)
    {
        try
        {
            // Somebody may pause it and have it go on before the pause was noticed.
            while (await PassAsync(jobId, stopping))
            {
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The program stops.
        }
        catch (Exception e)
        {
            logger.LogError(e, "An import cannot be worked on for now.");
        }
    }

    /// <summary>One pass; whether there is more to do.</summary>
    private async Task<bool> PassAsync(Guid jobId, CancellationToken stopping)
    {
        if (await FindAsync(jobId, stopping) is not { State: ImportState.Running } job)
            return false;
        try
        {
            var (table, pictures) = files.Open(job);
            using (pictures)
            {
                var order = new ImportOrder(await ActorAsync(job.By, stopping), job.DeploymentId, job.Source, ListFile.Read(table, job.Map), pictures, job.IsDryRun)
                {
                    Afresh = cancel => ActorAsync(job.By, cancel),
                    AtOnce = atOnce,
                    Answered = job.Answered,
                    SeenFiles = await SeenAsync(jobId, stopping),
                    Since = job.PassBegunAt,
                };
                var since = time.GetTimestamp();
                var outcome = await import.RunAsync(
                    order,
                    async answers =>
                    {
                        var seconds = time.GetElapsedTime(since).TotalSeconds;
                        since = time.GetTimestamp();
                        // What was kept is answered, also while the program stops.
                        await AnswerAsync(jobId, answers, seconds, CancellationToken.None);
                    },
                    stopping);
                if (!outcome.Succeeded)
                {
                    await PauseAsync(job, outcome, stopping);
                    return false;
                }
            }

            await EndAsync(jobId, ImportState.Done, null, stopping);
            return false;
        }
        catch (HaltedException)
        {
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or UnreadableFileException)
        {
            // Too many open files, a disk that hiccups: it passes, and 4 GB are not uploaded again for it.
            logger.LogError(e, "The files of an import could not be read for now.");
            await EndAsync(jobId, ImportState.Failed, "its files could not be read just now, and are kept. Have it go on; if it breaks off again, an administrator finds the cause in the log", stopping);
            return false;
        }
        catch (Exception e) when (e is InvalidDataException or CryptographicException)
        {
            logger.LogError(e, "The files of an import cannot be read.");
            await EndAsync(jobId, ImportState.Failed, "its files cannot be read any more. Choose the same files again: who is on the list already is recognised", stopping, destroysFiles: true);
            return false;
        }
        catch (Exception e) when (!stopping.IsCancellationRequested)
        {
            logger.LogError(e, "An import broke off.");
            await EndAsync(jobId, ImportState.Failed, "what was kept stays, each person whole. Have it go on; if it breaks off again, an administrator finds the cause in the log", stopping);
            return false;
        }
    }

    private async Task<ImportJob?> FindAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.ImportJobs.AsNoTracking().FirstOrDefaultAsync(j => j.Id == jobId, cancellationToken);
    }

    private async Task<Dictionary<string, int>> SeenAsync(Guid jobId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var seen = await db.ImportRows.AsNoTracking().Where(r => r.JobId == jobId && r.FileHash != null).OrderBy(r => r.Row).Select(r => new { r.FileHash, r.Row }).ToListAsync(cancellationToken);
        return seen.DistinctBy(r => r.FileHash).ToDictionary(r => r.FileHash!, r => r.Row, StringComparer.Ordinal);
    }

    private Task AnswerAsync(Guid jobId, IReadOnlyList<RowAnswer> answers, double seconds, CancellationToken cancellationToken) => ChangeAsync(
        jobId,
        (db, job) =>
        {
            job.Answer(answers.Select(a => a.Outcome), seconds, time.GetUtcNow());
            db.ImportRows.AddRange(answers.Select(a => new ImportRow(
                jobId, a.Row, a.Reference.Length > LongestReference ? $"{a.Reference[..(LongestReference - 1)]}…" : a.Reference, a.Outcome, a.Findings.Count > 0, a.Findings, a.FileHash)));
            return job.State == ImportState.Running;
        },
        cancellationToken);

    private async Task EndAsync(Guid jobId, ImportState state, string? why, CancellationToken cancellationToken, bool destroysFiles = false)
    {
        try
        {
            await ChangeAsync(
                jobId,
                (_, job) =>
                {
                    if (!job.IsGoing)
                        return false;
                    job.End(state, why is null ? null : $"The import broke off after row {Words.Number(job.Answered)} of {Words.Number(job.Total)}: {why}.", time.GetUtcNow());
                    if (destroysFiles)
                        job.DestroyFiles();
                    return true;
                },
                cancellationToken);
        }
        catch (HaltedException)
        {
            // Somebody ended it at the same moment, or the list was destroyed.
        }
    }

    /// <summary>Nothing more may be kept, and no row is to blame: another compiler, or the same one later, has it go on where it is.</summary>
    private async Task PauseAsync(ImportJob job, Outcome why, CancellationToken cancellationToken)
    {
        var reason = why.IsRefusedAs(RefusalKind.Role) && await accounts.FindAsync(job.By.UserId, cancellationToken) is null && (await systems.FindAsync(job.By.UserId, cancellationToken)).Problem is { } ended
            ? $"{job.By.Name} may propose nobody any more. {ended}"
            : why.Explanation;
        try
        {
            await ChangeAsync(
                job.Id,
                (_, now) =>
                {
                    if (now.State != ImportState.Running)
                        return false;
                    now.Pause(
                        $"The import paused after row {Words.Number(now.Answered)} of {Words.Number(now.Total)}: {reason} None of the other rows was answered, and the files are kept. Whoever presses Go on proposes the rest.", time.GetUtcNow());
                    return true;
                },
                cancellationToken);
        }
        catch (HaltedException)
        {
            // Somebody paused or ended it at the same moment, or the list was destroyed.
        }
    }

    /// <summary>Changes the row of the import; says by <see cref="HaltedException"/> that it is not to go on.</summary>
    private async Task ChangeAsync(Guid jobId, Func<LfrDbContext, ImportJob, bool> change, CancellationToken cancellationToken)
    {
        var goesOn = await DatabaseFault.RetryAsync(
            async () =>
            {
                await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                await using var alone = await WriteLock.BeginAsync(db, cancellationToken);
                if (await db.ImportJobs.FirstOrDefaultAsync(j => j.Id == jobId, cancellationToken) is not { } job)
                    return false;
                var more = change(db, job);
                await db.SaveChangesAsync(cancellationToken);
                await alone.CommitAsync(cancellationToken);
                return more;
            },
            cancellationToken);
        if (!goesOn)
            throw new HaltedException();
    }

    /// <summary>Whoever began it, with the duties of now: an import takes minutes, and who lost the duty meanwhile keeps nothing more.</summary>
    private async Task<Actor> ActorAsync(Signature by, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(by.UserId, cancellationToken) is { Locked: false } account)
            return new Actor(account.Id, account.Name, account.Rank, account.Roles) { Acting = account.Acting };
        return (await systems.FindAsync(by.UserId, cancellationToken)).Client is { } client
            ? Systems.AsActor(client)
            : new Actor(by.UserId, by.Name, by.Rank, new HashSet<string>(StringComparer.Ordinal));
    }

    /// <summary>Somebody paused or ended the import, or destroyed its list.</summary>
    private sealed class HaltedException : Exception;
}
