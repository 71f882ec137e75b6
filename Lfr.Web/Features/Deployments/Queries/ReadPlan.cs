using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Identity;
using Lfr.Web.Workers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>Somebody who could serve at a deployment: an account with a serving role.</summary>
/// <param name="UserId">Account.</param>
/// <param name="Name">Name.</param>
/// <param name="Role">Role.</param>
/// <param name="TrainedUntil">Last day of valid training; <see langword="null"/> when there is none.</param>
public sealed record ServingAccount(Guid UserId, string Name, string Role, DateOnly? TrainedUntil);

/// <summary>A plan to be read or changed.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="State">State.</param>
/// <param name="Plan">Plan.</param>
/// <param name="Revision">Revision of the deployment that was read.</param>
/// <param name="MayChange">Whether the reader may change it at all.</param>
/// <param name="NoticeIsPublic">Whether a notice that fits is public, which a change of place, time or purpose would contradict.</param>
/// <param name="Postponed">The last postponement when there is no new date yet.</param>
/// <param name="ReturnedWith">Reasons of an officer who sent the plan back last.</param>
/// <param name="Policy">Policy pinned, or in force while it is a draft.</param>
/// <param name="Calibration">Calibration of the engine.</param>
/// <param name="ListSize">Entries of the list that still count.</param>
/// <param name="Accounts">Who could serve.</param>
/// <param name="Vans">Workers that a plan may let compare without a connection: those on other machines.</param>
public sealed record PlanSheet(
    Guid Id,
    string Reference,
    DeploymentState State,
    Plan Plan,
    long Revision,
    bool MayChange,
    bool NoticeIsPublic,
    Postponement? Postponed,
    AuthorityDecision? ReturnedWith,
    PolicyPack? Policy,
    Calibration? Calibration,
    int ListSize,
    IReadOnlyList<ServingAccount> Accounts,
    IReadOnlyList<Van> Vans)
{
    /// <summary>What the rules say of the plan as it is saved; empty once it ran or was called off.</summary>
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>What is to be known of policies that end or begin before it takes place; <see langword="null"/> for nothing.</summary>
    public string? PolicyOnTheDay { get; init; }

    /// <summary>Assessments that are written in Lfr.</summary>
    public IReadOnlyList<AssessmentDocument> Documents { get; init; } = [];

    /// <summary>Cameras of the register that the plan has, by name; others are looked for (<see cref="FindCameras"/>).</summary>
    public IReadOnlyList<RegisterChoice> Register { get; init; } = [];

    /// <summary>Whether there is a camera in the register to choose.</summary>
    public bool HasRegister { get; init; }
}

/// <summary>A registered worker on a machine of its own.</summary>
/// <param name="WorkerId">Worker.</param>
/// <param name="Name">What people call it.</param>
public sealed record Van(Guid WorkerId, string Name);

/// <summary>Reads a plan.</summary>
public sealed class ReadPlan(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, WorkerFleet fleet, TimeProvider time)
{
    private static readonly string[] ServingRoles = [Roles.Operator, Roles.EngagementOfficer, Roles.Silver];

    /// <summary>The plan; <see langword="null"/> when there is no such deployment or the reader may not see it.</summary>
    public async Task<PlanSheet?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var notice = await db.Notices.AsNoTracking().FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancellationToken);
        var size = await db.Entries.CountAsync(
            e => e.DeploymentId == deploymentId && (e.State == EntryState.Proposed || e.State == EntryState.Returned || e.State == EntryState.Approved), cancellationToken);
        var now = time.GetUtcNow();
        var accounts = await (
            from user in db.Users
            join membership in db.UserRoles on user.Id equals membership.UserId
            join role in db.Roles on membership.RoleId equals role.Id
            where ServingRoles.Contains(role.Name) && user.RetiredAt == null && (user.LockoutEnd == null || user.LockoutEnd <= now)
            select new ServingAccount(user.Id, user.DisplayName, role.Name!, user.TrainedUntil)).ToListAsync(cancellationToken);
        accounts.AddRange(await ActingOnTheDayAsync(db, deployment, now, cancellationToken));
        var named = deployment.Plan.Cameras.Select(c => c.Id).ToArray();
        return new PlanSheet(
            deployment.Id,
            deployment.Reference,
            deployment.State,
            deployment.Plan,
            deployment.Revision,
            Permissions.WritePlans.IsDoneBy(reader) && deployment.State is (DeploymentState.Draft or DeploymentState.Authorised),
            notice?.PublicSince(deployment.Plan) is not null,
            deployment.Plan.Window is null && deployment.Postponements is [.., var put] ? put : null,
            deployment is { State: DeploymentState.Draft, Decisions: [.., { Verdict: AuthorityVerdict.Returned } returned] } ? returned : null,
            dossiers.PolicyOf(deployment, now),
            fleet.Engine(await RunOrders.BusyAsync(db, cancellationToken)).Calibration,
            size,
            [.. accounts.OrderBy(a => Array.IndexOf(ServingRoles, a.Role)).ThenBy(a => a.Name, StringComparer.Ordinal)],
            await db.RegisteredWorkers.AsNoTracking().Where(w => !w.IsCoHosted && w.RevokedAt == null).OrderBy(w => w.Name).Select(w => new Van(w.Id, w.Name)).ToListAsync(cancellationToken))
        {
            PolicyOnTheDay = dossiers.PolicyOnTheDayOf(deployment, now),
            Findings = await FindingsAsync(db, deploymentId, cancellationToken),
            Documents = await db.AssessmentDocuments.AsNoTracking().Where(a => a.DeploymentId == deploymentId).ToListAsync(cancellationToken),
            Register = Permissions.WritePlans.IsDoneBy(reader) ? await FindCameras.ReadAsync(db, CameraRegister.Matching(db, "").Where(c => named.Contains(c.Id)), cancellationToken) : [],
            HasRegister = Permissions.WritePlans.IsDoneBy(reader) && await db.RegisteredCameras.AnyAsync(c => c.RetiredBy == null, cancellationToken),
        };
    }

    // Whoever stands in on the day of the plan; today where it has none yet.
    private static async Task<List<ServingAccount>> ActingOnTheDayAsync(LfrDbContext db, Deployment deployment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var day = (deployment.Plan.Window?.Start ?? now).ForceDay();
        var acting = (await ActingNow.OpenAsync(db, null, now, cancellationToken)).Where(g => g.Acting!.IsOn(day)).ToLookup(g => g.AccountId, g => g.Acting!);
        var ids = acting.Select(a => a.Key).ToList();
        var people = await db.Users.AsNoTracking().Where(u => ids.Contains(u.Id) && u.RetiredAt == null && (u.LockoutEnd == null || u.LockoutEnd <= now))
            .Select(u => new { u.Id, u.DisplayName, u.TrainedUntil }).ToListAsync(cancellationToken);
        return [.. people.SelectMany(p => acting[p.Id].SelectMany(a => a.Duties).Where(ServingRoles.Contains).Select(role => new ServingAccount(p.Id, p.DisplayName, role, p.TrainedUntil)))];
    }

    /// <summary>What the rules say of the plan as it is saved now, for whoever has the sheet.</summary>
    public async Task<IReadOnlyList<Finding>> FindingsAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsSeenBy(reader))
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await FindingsAsync(db, deploymentId, cancellationToken);
    }

    private async Task<IReadOnlyList<Finding>> FindingsAsync(LfrDbContext db, Guid deploymentId, CancellationToken cancellationToken)
    {
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await dossiers.LookAsync(db, deploymentId, time.GetUtcNow(), asking: null, cancellationToken) is { } dossier && ReadHub.StandingOf(dossier).IsAhead
            ? RuleBook.Readiness(dossier) : [];
    }

    /// <summary>Revision and state of a deployment, for a screen that heard of a change.</summary>
    public async Task<(long Revision, DeploymentState State)?> StandsAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = await db.Deployments.AsNoTracking().Where(d => d.Id == deploymentId).Select(d => new { d.Revision, d.State }).FirstOrDefaultAsync(cancellationToken);
        return found is null ? null : (found.Revision, found.State);
    }
}
