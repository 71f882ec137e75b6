using Lfr.Shared;
using Lfr.Shared.Alerts;
using Lfr.Shared.Assessments;
using Lfr.Shared.Audit;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>The one thing that a command is about: how it is loaded, named and told.</summary>
/// <param name="Key">Kind and id as the audit log keeps them: <c>Alert 0198…</c>.</param>
/// <param name="Name">How a refusal names it: <c>This alert</c>.</param>
/// <param name="LoadAsync">Loads it for a change; <see langword="null"/> when it does not exist.</param>
/// <param name="DeploymentOf">Its deployment; <see langword="null"/> for what belongs to none.</param>
/// <param name="Kind">What open screens are told after a change.</param>
/// <param name="SequenceOf">Sequence number of an alert; 0 for everything else.</param>
public sealed record Subject<T>(
    string Key, string Name, Func<LfrDbContext, CancellationToken, Task<T?>> LoadAsync, Func<T, Guid?> DeploymentOf, ChangeKind Kind, Func<T, long> SequenceOf)
    where T : class, IAggregate
{
    /// <summary>Deployment, where it is known before anything is loaded; a refusal is logged with it.</summary>
    public Guid? DeploymentId { get; init; }

    /// <summary>The refusal where it does not exist yet and somebody can make it; <see langword="null"/> for "does not exist".</summary>
    public Outcome? Missing { get; init; }
}

/// <summary>What commands are about.</summary>
public static class Subjects
{
    /// <summary>An account.</summary>
    public static Subject<LfrUser> Account(Guid id) => new(
        $"{Evidence.Account}{id:D}", "This account", async (db, cancel) => await db.Users.FindAsync([id], cancel), _ => null, ChangeKind.Account, _ => 0);

    /// <summary>What was asked for an account.</summary>
    public static Subject<AccountGrant> Grant(Guid id) => new(
        $"{Evidence.Grant}{id:D}", "This request", async (db, cancel) => await db.AccountGrants.FindAsync([id], cancel), _ => null, ChangeKind.Account, _ => 0);

    /// <summary>A camera of the register.</summary>
    public static Subject<RegisteredCamera> Camera(Guid id) => new(
        $"{Evidence.Camera}{id:D}", "This camera", async (db, cancel) => await db.RegisteredCameras.FindAsync([id], cancel), _ => null, ChangeKind.Camera, _ => 0);

    /// <summary>Another system.</summary>
    public static Subject<SystemClient> OtherSystem(Guid id) => new(
        $"{Evidence.OtherSystem}{id:D}", "This system", async (db, cancel) => await db.SystemClients.FindAsync([id], cancel), _ => null, ChangeKind.Account, _ => 0);

    /// <summary>A deployment.</summary>
    public static Subject<Deployment> Deployment(Guid id) => new(
        $"Deployment {id}", "This deployment", async (db, cancel) => await db.Deployments.FindAsync([id], cancel), d => d.Id, ChangeKind.Deployment, _ => 0) { DeploymentId = id };

    /// <summary>An alert.</summary>
    public static Subject<Alert> Alert(Guid id) => new(
        $"Alert {id}", "This alert", async (db, cancel) => await db.Alerts.FindAsync([id], cancel), a => a.DeploymentId, ChangeKind.Alert, a => a.Sequence);

    /// <summary>An entry of a list.</summary>
    public static Subject<WatchlistEntry> Entry(Guid id) => new(
        $"Entry {id}", "This entry", async (db, cancel) => await db.Entries.FindAsync([id], cancel), e => e.DeploymentId, ChangeKind.Watchlist, _ => 0);

    /// <summary>The list of a deployment.</summary>
    public static Subject<Watchlist> WatchlistOf(Guid deploymentId) => new(
        $"Watchlist of deployment {deploymentId}", "This list", (db, cancel) => db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deploymentId, cancel),
        w => w.DeploymentId, ChangeKind.Watchlist, _ => 0)
    {
        DeploymentId = deploymentId,
        Missing = Outcome.Incomplete("There is nobody on the list yet.", "Propose entries and have them signed off first."),
    };

    /// <summary>The criteria of a list.</summary>
    public static Subject<ListCriteria> CriteriaOf(Guid deploymentId) => new(
        $"Criteria of deployment {deploymentId}", "These criteria", (db, cancel) => db.ListCriteria.FirstOrDefaultAsync(c => c.DeploymentId == deploymentId, cancel), c => c.DeploymentId, ChangeKind.Watchlist, _ => 0)
    {
        DeploymentId = deploymentId,
        Missing = Outcome.Incomplete("No criteria were proposed yet.", "Wait for the compiler."),
    };

    /// <summary>A sample of a list.</summary>
    public static Subject<ListSample> Sample(Guid id) => new(
        $"{nameof(ListSample)} {id}", "This sample", async (db, cancel) => await db.ListSamples.FindAsync([id], cancel), s => s.DeploymentId, ChangeKind.Watchlist, _ => 0);

    /// <summary>An assessment that is written in Lfr.</summary>
    public static Subject<AssessmentDocument> AssessmentOf(Guid deploymentId, AssessmentKind kind) => new(
        $"{kind} assessment of deployment {deploymentId}", "This assessment", (db, cancel) => db.AssessmentDocuments.FirstOrDefaultAsync(a => a.DeploymentId == deploymentId && a.Kind == kind, cancel),
        a => a.DeploymentId, ChangeKind.Deployment, _ => 0)
    {
        DeploymentId = deploymentId,
        Missing = Outcome.Incomplete("Nothing is written yet.", "Write and save the assessment first."),
    };

    /// <summary>The notice of a deployment.</summary>
    public static Subject<Notice> NoticeOf(Guid deploymentId) => new(
        $"Notice of deployment {deploymentId}", "This notice", (db, cancel) => db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancel),
        n => n.DeploymentId, ChangeKind.Notice, _ => 0)
    {
        DeploymentId = deploymentId,
        Missing = Outcome.Incomplete("There is no notice yet.", "Write the notice first."),
    };

    /// <summary>The record of a deployment.</summary>
    public static Subject<DeploymentRecord> RecordOf(Guid deploymentId) => new(
        $"Record of deployment {deploymentId}", "This record", (db, cancel) => db.Records.FirstOrDefaultAsync(r => r.DeploymentId == deploymentId, cancel),
        r => r.DeploymentId, ChangeKind.Record, _ => 0)
    {
        DeploymentId = deploymentId,
        Missing = Outcome.Incomplete("The record has no words yet.", "Write what happened. The public reads this."),
    };
}
