using Lfr.Shared.Identity;
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

    /// <summary>Checks a list without keeping anything. The second press of the same person finds what the first began.</summary>
    /// <param name="actor">Compiler.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="list">What was uploaded; the import's once it is taken.</param>
    /// <param name="cancellationToken">Gives up before anything is begun.</param>
    /// <exception cref="Components.UnreadableFileException">The table cannot be read.</exception>
    public Task<Outcome> CheckAsync(Actor actor, Guid deploymentId, UploadedList list, CancellationToken cancellationToken) => BeginAsync(actor, deploymentId, list, isDryRun: true, cancellationToken);

    /// <summary>Begins an import, or only a check: what another system asks at once.</summary>
    /// <param name="actor">Compiler, or a system.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="list">What was uploaded; the import's once it is taken.</param>
    /// <param name="isDryRun">Whether nothing is kept.</param>
    /// <param name="cancellationToken">Gives up before anything is begun.</param>
    /// <exception cref="Components.UnreadableFileException">The table cannot be read.</exception>
    public async Task<Outcome> BeginAsync(Actor actor, Guid deploymentId, UploadedList list, bool isDryRun, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return refused;
        var total = ListFile.Read(list.Table, list.Map).Count;
        var (begun, hash) = (false, list.Hash());
        var outcome = await ChangeAsync(
            deploymentId,
            async (db, before) =>
            {
                begun = false;
                if (before is { IsGoing: true })
                    return before.IsDryRun == isDryRun && IsOf(before, actor) && string.Equals(before.TableHash, hash, StringComparison.Ordinal) ? Outcome.Done : Taken(actor, before);
                if (!await db.Deployments.AnyAsync(d => d.Id == deploymentId, cancellationToken))
                    return Permissions.NotFound("This deployment");
                before?.PutAway();
                db.ImportJobs.Add(ImportJob.Begin(list.Pictures.Id, deploymentId, actor.Sign(time.GetUtcNow()), list.Source, hash, list.Map, isDryRun, total, files.Keep(list)));
                begun = true;
                return Outcome.Done;
            },
            cancellationToken);
        if (begun && outcome.Succeeded)
        {
            files.HandOver(list.Pictures.Id);
            Start(list.Pictures.Id);
        }
        else if (outcome.Succeeded)
        {
            list.Dispose();
        }

        return outcome;
    }

    /// <summary>Imports what was checked. The second press of the same person finds what the first began.</summary>
    public async Task<Outcome> ImportAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return refused;
        return await StartAsync(
            deploymentId,
            async (db, job) =>
            {
                if (job is { IsGoing: true })
                    return !job.IsDryRun && IsOf(job, actor) ? Outcome.Done : Taken(actor, job);
                if (job is not { IsDryRun: true, State: ImportState.Done })
                    return Outcome.WrongState("No list was checked.", "Choose the files and have them checked first.");
                if (job.WrappedKey is null)
                    return Outcome.WrongState("The files were checked more than a day ago and have been deleted.", "Choose them and have them checked again.");
                await db.ImportRows.Where(r => r.JobId == job.Id).ExecuteDeleteAsync(cancellationToken);
                job.Import(actor.Sign(time.GetUtcNow()));
                return Outcome.Done;
            },
            cancellationToken);
    }

    /// <summary>How far the import of a list is; <see langword="null"/> when there is none.</summary>
    public async Task<ImportProgress?> OfAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await Current(db, deploymentId).AsNoTracking().FirstOrDefaultAsync(cancellationToken) is { } job ? ImportProgress.Of(job) : null;
    }

    /// <summary>Pauses it: what is being kept is kept, and then nothing more.</summary>
    public Task<Outcome> PauseAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken) => TellAsync(
        actor, deploymentId, job => job.State == ImportState.Running, job => job.Pause(), cancellationToken);

    /// <summary>Lets it go on where it is, also one that broke off and whose files are still there. From now on it is that of whoever says so.</summary>
    public Task<Outcome> ResumeAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken) => TellAsync(
        actor, deploymentId, job => job.State == ImportState.Paused || (job.State == ImportState.Failed && job.WrappedKey is not null), job => job.Resume(actor.Sign(time.GetUtcNow())), cancellationToken);

    /// <summary>Ends it; what was kept stays.</summary>
    public Task<Outcome> StopAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken) => TellAsync(
        actor, deploymentId, job => job.IsGoing, job => job.End(ImportState.Stopped, null, time.GetUtcNow()), cancellationToken);

    /// <summary>Puts away an import that ended, and deletes its files.</summary>
    public async Task<Outcome> ForgetAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return refused;
        var outcome = await ChangeAsync(
            deploymentId,
            (_, job) =>
            {
                if (job is { IsGoing: true })
                    return Task.FromResult(Taken(actor, job));
                job?.PutAway();
                return Task.FromResult(Outcome.Done);
            },
            cancellationToken);
        if (outcome.Succeeded)
            await SweepAsync(cancellationToken);
        return outcome;
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
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            foreach (var job in await db.ImportJobs.AsNoTracking().Where(j => j.State == ImportState.Running).ToListAsync(cancellationToken))
            {
                if (files.Has(job))
                    Start(job.Id);
                else if (job.WrappedKey is null || (now - job.AliveAt).Duration() > Silence)
                    await LoseAsync(job.Id, now, cancellationToken);
            }
        }

        await SweepAsync(cancellationToken);
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

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        // In both directions: a clock that was set back keeps no files for ever.
        var (earliest, latest) = (time.GetUtcNow() - FilesLie, time.GetUtcNow() + FilesLie);
        await db.ImportJobs.Where(j => j.WrappedKey != null && j.State != ImportState.Running && (j.AliveAt < earliest || j.AliveAt > latest))
            .ExecuteUpdateAsync(set => set.SetProperty(j => j.WrappedKey, (byte[]?)null), cancellationToken);
        files.Sweep((await db.ImportJobs.Where(j => j.WrappedKey != null).Select(j => j.Id).ToListAsync(cancellationToken)).ToHashSet());
    }

    private void Start(Guid jobId)
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

    private async Task<Outcome> TellAsync(Actor actor, Guid deploymentId, Func<ImportJob, bool> may, Action<ImportJob> what, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.ProposeEntries) is { Succeeded: false } refused)
            return refused;
        return await StartAsync(
            deploymentId,
            (_, job) =>
            {
                if (job is null || !may(job))
                    return Task.FromResult(Outcome.WrongState(job is { IsGoing: true } ? $"The import is {(job.State == ImportState.Paused ? "paused" : "under way")} already." : "No import is under way."));
                what(job);
                return Task.FromResult(Outcome.Done);
            },
            cancellationToken);
    }

    private async Task<Outcome> StartAsync(Guid deploymentId, Func<LfrDbContext, ImportJob?, Task<Outcome>> change, CancellationToken cancellationToken)
    {
        Guid? begun = null;
        var outcome = await ChangeAsync(
            deploymentId,
            async (db, job) =>
            {
                var answer = await change(db, job);
                begun = job is { State: ImportState.Running } ? job.Id : null;
                return answer;
            },
            cancellationToken);
        if (outcome.Succeeded && begun is { } id)
            Start(id);
        return outcome;
    }

    private async Task<Outcome> ChangeAsync(Guid deploymentId, Func<LfrDbContext, ImportJob?, Task<Outcome>> change, CancellationToken cancellationToken)
    {
        try
        {
            return await DatabaseFault.RetryAsync(
                async () =>
                {
                    await using var db = await contexts.CreateDbContextAsync(cancellationToken);
                    // Of two who begin at once, the second sees what the first began.
                    await using var alone = await WriteLock.BeginAsync(db, cancellationToken);
                    var outcome = await change(db, await Current(db, deploymentId).FirstOrDefaultAsync(cancellationToken));
                    if (!outcome.Succeeded)
                        return outcome;
                    await db.SaveChangesAsync(cancellationToken);
                    await alone.CommitAsync(cancellationToken);
                    return outcome;
                },
                cancellationToken);
        }
        catch (Exception e) when (DatabaseFault.IsCollision(e))
        {
            return Outcome.Busy();
        }
    }

    private static IQueryable<ImportJob> Current(LfrDbContext db, Guid deploymentId) => db.ImportJobs.Where(j => j.DeploymentId == deploymentId && !j.IsPutAway).OrderByDescending(j => j.PassBegunAt);

    private static bool IsOf(ImportJob job, Actor actor) => job.By.UserId == actor.UserId;

    private static Outcome Taken(Actor actor, ImportJob going)
    {
        var who = IsOf(going, actor) ? "You have" : $"{going.By.Name} has";
        var what = going.IsDryRun ? "checking" : "importing";
        var rows = $"{Words.Number(going.Answered)} of {Words.Count(going.Total, "row", "rows")}";
        return Outcome.Conflict($"{who} been {what} {going.Source} for this list since {Words.Time(going.By.At)}: {rows}.", "Wait until it is done, or stop it.");
    }
}
