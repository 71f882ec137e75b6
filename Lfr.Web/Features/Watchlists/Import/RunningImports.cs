using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>
/// Imports that go on in the background, one for each list. Each is a row: one that Lfr was ended in the middle of goes on with the next start, from the first row that was not answered, and nobody comes
/// in twice.
/// </summary>
public sealed class RunningImports(IServiceProvider services, IDbContextFactory<LfrDbContext> contexts, ImportFiles files, Accounts accounts, Systems systems, TimeProvider time, ILogger<RunningImports> logger)
    : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    /// <summary>How long the files of an import lie that nobody goes on with.</summary>
    private static readonly TimeSpan FilesLie = TimeSpan.FromHours(24);

    /// <summary>An import on another machine that gave no sign of life for so long has ended with it.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(10);

    private readonly CancellationTokenSource stop = new();
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Task> running = [];

    /// <summary>Entries of one transaction; tests have small lists.</summary>
    internal int AtOnce { get; set; } = ListImport.AtOnce;

    /// <summary>Whether this program works on an import at this moment.</summary>
    internal bool IsWorkedOn(Guid jobId)
    {
        lock (gate)
            return running.ContainsKey(jobId);
    }

    /// <summary>How far the import of a list is; <see langword="null"/> when there is none.</summary>
    public async Task<ImportProgress?> OfAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ImportStep.Current(db, deploymentId).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } job
            ? ImportProgress.Of(job) with { IsElsewhere = job is { State: ImportState.Running, WrappedKey: not null } && !files.Has(job) }
            : null;
    }

    /// <summary>Begins to work on an import, here if its files are here; otherwise the program that has them does, with its next look.</summary>
    internal void Start(ImportJob job)
    {
        if (files.Has(job))
            Work(job.Id);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await stop.CancelAsync();
        Task[] all;
        lock (gate)
            all = [.. running.Values];
        await Task.WhenAll(all);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        stop.Dispose();
        base.Dispose();
    }

    /// <summary>Goes on with what should run and does not, ends what was lost, and deletes files that no import needs any more.</summary>
    internal async Task LookAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        List<ImportJob> jobs;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
            jobs = await db.ImportJobs.AsNoTracking().Where(j => j.State == ImportState.Running).ToListAsync(cancellationToken);
        foreach (var job in jobs.Where(files.Has))
            Work(job.Id);
        var lost = jobs.Where(j => !files.Has(j) && (j.WrappedKey is null || (now - j.AliveAt).Duration() > Silence)).Select(j => j.Id).ToList();
        await Periodically.EachAsync(lost, job => LoseAsync(job, now, cancellationToken), logger, cancellationToken);
        await SweepAsync(cancellationToken);
    }

    /// <summary>Destroys the keys of files that nobody goes on with, and deletes what no import needs any more.</summary>
    internal async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // In both directions: a clock that was set back keeps no files for ever.
        var (earliest, latest) = (time.GetUtcNow() - FilesLie, time.GetUtcNow() + FilesLie);
        await db.ImportJobs.Where(j => j.WrappedKey != null && j.State != ImportState.Running && (j.AliveAt < earliest || j.AliveAt > latest))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.WrappedKey, (byte[]?)null), cancellationToken);
        files.Sweep((await db.ImportJobs.Where(j => j.WrappedKey != null).Select(j => j.Id).ToListAsync(cancellationToken)).ToHashSet());
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(LookAsync, Interval, time, logger, stoppingToken);

    private async Task LoseAsync(Guid jobId, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var alone = await WriteLock.BeginAsync(db, cancellationToken);
        if (await db.ImportJobs.FirstOrDefaultAsync(j => j.Id == jobId && j.State == ImportState.Running, cancellationToken) is not { } job)
            return;
        job.End(
            ImportState.Failed,
            $"The import stopped after row {Words.Number(job.Answered)} of {Words.Number(job.Total)}, and its files are no longer here. Choose the same files again: who is on the list already is recognised.",
            now);
        job.DestroyFiles();
        await db.SaveChangesAsync(cancellationToken);
        await alone.CommitAsync(cancellationToken);
    }

    private void Work(Guid jobId)
    {
        lock (gate)
        {
            if (running.ContainsKey(jobId) || stop.IsCancellationRequested)
                return;
            running[jobId] = Task.Run(async () =>
            {
                await new ImportRunner(contexts, files, services.GetRequiredService<ListImport>(), accounts, systems, time, AtOnce, logger).RunAsync(jobId, stop.Token);
                lock (gate)
                    running.Remove(jobId);
            });
        }
    }
}
