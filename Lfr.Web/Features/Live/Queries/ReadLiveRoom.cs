using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Queries;

/// <summary>What the live room shows apart from single alerts.</summary>
/// <param name="DeploymentId">Deployment.</param>
/// <param name="Reference">Its reference.</param>
/// <param name="Name">Operation name.</param>
/// <param name="Place">Where.</param>
/// <param name="State">State.</param>
/// <param name="Window">When it may run.</param>
/// <param name="Cameras">Cameras of the plan.</param>
/// <param name="Run">The run under way, or the last one; <see langword="null"/> before the first.</param>
/// <param name="Readiness">What the rules say about going live now; empty while it runs.</param>
/// <param name="ListSize">Number of people on the list.</param>
/// <param name="Target">False alert rate the plan aims at.</param>
/// <param name="Limits">Numbers of the policy that the room shows.</param>
/// <param name="List">How the list stands beside the one that runs.</param>
/// <param name="Counters">What was counted in all runs together.</param>
/// <param name="Tally">How the alerts stand, counted as the record counts them.</param>
public sealed record LiveRoom(
    Guid DeploymentId,
    string Reference,
    string Name,
    string Place,
    DeploymentState State,
    Window? Window,
    IReadOnlyList<LiveCamera> Cameras,
    LiveRun? Run,
    IReadOnlyList<Finding> Readiness,
    int ListSize,
    double Target,
    LiveLimits Limits,
    RunningList List,
    FaceCounts Counters,
    AlertCounts Tally)
{
    /// <summary>What R30 says now; <see langword="null"/> when the policy does not ask it or nothing runs.</summary>
    public Finding? FalseAlerts { get; init; }

    /// <summary>How long it holds that officers are at the cameras (R50); <see langword="null"/> when the policy does not ask, or nothing is compared.</summary>
    public Presence? Presence { get; init; }

    /// <summary>What the authorising officer made the authority depend on; empty without conditions.</summary>
    public string Conditions { get; init; } = "";

    /// <summary>Which van may go on without a connection; <see langword="null"/>: none.</summary>
    public OfflineAllowance? Offline { get; init; }

    /// <summary>Revision of the deployment, for commands that undo what the reader saw.</summary>
    public long Revision { get; init; }

    /// <summary>What Silver or the authorising officer ordered and nobody released; <see langword="null"/> when nothing stands against the run.</summary>
    public Hold? Hold { get; init; }

    /// <summary>Whether false alerts are over the limit and Silver has not decided about as many.</summary>
    public bool AwaitsSilver { get; init; }

    /// <summary>Silver's last decision about false alerts.</summary>
    public FalseAlertDecision? Decision { get; init; }

    /// <summary>References of entries that the worker has not confirmed to compare no longer.</summary>
    public IReadOnlyList<string> Unconfirmed { get; init; } = [];

    /// <summary>Why the number of faces cannot be relied upon; <see langword="null"/> when it can.</summary>
    public string? CountsDoubted { get; init; }

    /// <summary>The engine of the last run that ended, and whether it confirmed; <see langword="null"/> while one runs or before the first.</summary>
    public WorkerAssignment? LastEnd { get; init; }

    /// <summary>
    /// Engines that have not said that they stopped, the oldest first: that of the last run until it does, those of earlier ones as long as they may compare. Another run hides none
    /// of them.
    /// </summary>
    public IReadOnlyList<WorkerAssignment> NotConfirmed { get; init; } = [];

    /// <summary>Whether it is the reader's task to decide about alerts: the plan names them, or the run is over.</summary>
    public bool MayDecide { get; init; }

    /// <summary>Whether a run is under way, paused or not.</summary>
    public bool IsRunning => State is DeploymentState.Live or DeploymentState.Paused;

    /// <summary>Whether everything that blocks is cleared.</summary>
    public bool IsReady => Readiness.Count > 0 && Readiness.All(f => !f.Blocks);
}

/// <summary>How the list stands beside the one that the cameras are compared with.</summary>
public enum RunningList
{
    /// <summary>It is the one that runs, or nothing runs.</summary>
    Same,

    /// <summary>It was opened; the cameras go on with the one that was sealed, without those who were taken off since.</summary>
    Open,

    /// <summary>It was changed and sealed again; the cameras can go on with it.</summary>
    Changed,
}

/// <summary>A camera of the plan.</summary>
public sealed record LiveCamera(Guid Id, string Name, string View);

/// <summary>A run as the room shows it.</summary>
/// <param name="LicenceId">Licence.</param>
/// <param name="StartedAt">When somebody pressed Go live.</param>
/// <param name="StartedBy">Who.</param>
/// <param name="NotAfter">When the licence ends.</param>
/// <param name="PausedSince">Since when it is paused.</param>
/// <param name="PauseReason">Why.</param>
/// <param name="Ended">When it ended.</param>
/// <param name="EndReason">Why.</param>
/// <param name="PausedBy">Who paused it, and in which duty: <c>Silver commander Daniel Reyes</c>.</param>
/// <param name="EndedBy">Who ended it, likewise; <see langword="null"/> where Lfr did.</param>
/// <param name="WorkerId">The worker that it is assigned to.</param>
public sealed record LiveRun(
    Guid LicenceId, DateTimeOffset StartedAt, string StartedBy, DateTimeOffset NotAfter, DateTimeOffset? PausedSince, string? PauseReason, DateTimeOffset? Ended, string? EndReason,
    string? PausedBy = null, string? EndedBy = null, Guid? WorkerId = null)
{
    /// <summary>Until when the worker may compare without a connection, if nothing is heard of it again; <see langword="null"/> when it may not.</summary>
    public DateTimeOffset? OfflineUntil { get; init; }
}

/// <summary>Numbers of the policy that the room shows.</summary>
/// <param name="EscalationSeconds">After this long without an answer a second person should look.</param>
public sealed record LiveLimits(int EscalationSeconds);

/// <summary>Reads the live room of one deployment.</summary>
public sealed class ReadLiveRoom(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, FaceCountStore tallies, TimeProvider time)
{
    /// <summary>The room; <see langword="null"/> when there is no such deployment or the person may not be in it.</summary>
    public async Task<LiveRoom?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.StopRuns.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var now = time.GetUtcNow();
        var running = deployment.State is DeploymentState.Live or DeploymentState.Paused;
        var counts = await AlertCounts.ReadAsync(db, deploymentId, cancellationToken);
        // The readiness is shown until the first alert; afterwards nobody asks here whether it might run, and the rules' dossier is left alone.
        var dossier = running || counts.Alerts > 0 ? null : await dossiers.LookAsync(db, deploymentId, now, reader, cancellationToken);
        var counters = FaceCounts.None;
        foreach (var counted in deployment.Runs)
            counters += await CountersAsync(db, counted, cancellationToken);
        var list = deployment.CurrentRun is null ? null : await db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancellationToken);
        var numbers = dossiers.PolicyOf(deployment, now)?.Numbers;
        var standing = running ? await dossiers.StandingAsync(db, deployment, now, cancellationToken) : null;
        var tooMany = standing is null ? null : RuleBook.Judge(standing).FirstOrDefault(f => f.IsOf<FalseAlertsStayWithinTheLimit>());
        var last = deployment.Runs is [.., var run] ? run : null;
        var assignments = last is null ? [] : await StopConfirmations.OfRoomAsync(db, deploymentId, last.LicenceId, cancellationToken);
        var assignment = assignments.Find(a => a.LicenceId == last?.LicenceId);
        return new LiveRoom(
            deployment.Id,
            deployment.Reference,
            deployment.Plan.Name,
            deployment.Plan.Place.Venue,
            deployment.State,
            deployment.Plan.Window,
            [.. deployment.Plan.Cameras.Select(c => new LiveCamera(c.Id, c.Name, c.View))],
            last is null ? null : View(last, assignment),
            dossier is null ? [] : Ordered(RuleBook.Readiness(dossier)),
            await db.Entries.CountAsync(e => e.DeploymentId == deploymentId && e.State == EntryState.Approved, cancellationToken),
            deployment.Plan.TargetFalseAlertRate,
            new LiveLimits(numbers?.ReviewEscalationSeconds ?? 30),
            Beside(deployment.CurrentRun, list),
            counters,
            counts)
        {
            MayDecide = Permissions.AnswerAlerts.IsDoneBy(reader) && (deployment.CurrentRun is null || Assignment.Of(reader, deployment.Plan, [.. Permissions.AnswerAlerts.Do]).Succeeded),
            Conditions = deployment.Authority?.Conditions ?? "",
            Offline = deployment.Plan.Offline,
            Revision = deployment.Revision,
            Hold = deployment.Hold,
            FalseAlerts = tooMany,
            Presence = OfficersArePresent.AskedBy(standing?.Policy, standing?.PresentSince),
            AwaitsSilver = tooMany is { IsBroken: true } && deployment.AwaitsFalseAlertDecision(standing!.FalseAlerts),
            Decision = deployment.FalseAlertDecision,
            LastEnd = assignment is { EndedAt: not null } ? assignment : null,
            NotConfirmed = NotConfirmed(deployment, assignments, last, now),
            CountsDoubted = await tallies.AlteredAsync(db, deployment.Runs.Select(r => r.LicenceId), cancellationToken),
            Unconfirmed = await UnconfirmedAsync(db, deploymentId, cancellationToken),
        };
    }

    private static IReadOnlyList<WorkerAssignment> NotConfirmed(Deployment deployment, IEnumerable<WorkerAssignment> assignments, Run? last, DateTimeOffset now)
    {
        // Whoever goes on with a changed list is still to run: the report that names the new licence says that it left the old one.
        var handedOver = deployment.Runs.Where(r => r.End == RunEnd.ListChanged).Select(r => r.LicenceId).ToHashSet();
        return [.. assignments.Where(a => a is { EndedAt: not null, EndConfirmedAt: null } && (a.LicenceId == last?.LicenceId || (now < a.SurelyIdleAt && !handedOver.Contains(a.LicenceId))))];
    }

    private static async Task<IReadOnlyList<string>> UnconfirmedAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        var waiting = (await WithdrawalStore.WaitingAsync(db, cancellationToken)).Where(w => w.DeploymentId == deploymentId).Select(w => w.EntryId).ToArray();
        return waiting.Length == 0
            ? []
            : await db.Entries.Where(e => waiting.Contains(e.Id)).OrderBy(e => e.Reference).Select(e => e.Reference).ToListAsync(cancellationToken);
    }

    private static RunningList Beside(Run? run, Watchlist? list) => (run, list) switch
    {
        ({ } running, { Seal: { } seal }) => running.IsBehind(seal) ? RunningList.Changed : RunningList.Same,
        ({ }, { State: WatchlistState.Compiling }) => RunningList.Open,
        _ => RunningList.Same,
    };

    private static async Task<FaceCounts> CountersAsync(LfrDbContext db, Run run, CancellationToken cancellationToken)
    {
        var tallied = await FaceCountStore.TotalAsync(db, run.LicenceId, cancellationToken);
        return tallied.FacesCompared >= run.Counters.FacesCompared ? tallied : run.Counters;
    }

    private static LiveRun View(Run run, WorkerAssignment? assignment)
    {
        var open = run.OpenPause;
        return new LiveRun(
            run.LicenceId, run.StartedBy.At, run.StartedBy.Name, run.NotAfter, open?.From, open?.Reason, run.Ended, run.EndReason,
            open is { By: { } by } ? CommandDuties.Named(by, open.Duty) : null,
            run is { EndedBy: { } ended, EndedAs: { } duty } ? CommandDuties.Named(ended, duty) : null,
            assignment?.WorkerId)
        {
            OfflineUntil = assignment is { OfflineMinutes: > 0 } && assignment.LastHeard + assignment.Unheard is var until ? (until < run.NotAfter ? until : run.NotAfter) : null,
        };
    }

    private static IReadOnlyList<Finding> Ordered(IEnumerable<Finding> findings) => [.. findings.OrderByDescending(f => f.Weight)];
}
