using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>What a list is made of, in counts.</summary>
/// <param name="Total">Entries that still count.</param>
/// <param name="Approved">Of these signed off.</param>
/// <param name="Children">Of these children.</param>
/// <param name="Categories">Count by category, the largest first.</param>
public sealed record ListComposition(int Total, int Approved, int Children, IReadOnlyList<(EntryCategory Category, int Count)> Categories)
{
    /// <summary>What authorising officers drew from it and found, the latest first.</summary>
    public IReadOnlyList<ListSample> Samples { get; init; } = [];

    /// <summary>What was approved for it (R52).</summary>
    public CriteriaInForce Criteria { get; init; } = CriteriaInForce.NotNeeded;

    /// <summary>Whether criteria wait for an answer.</summary>
    public bool CriteriaWait { get; init; }
}

/// <summary>Everything an authorising officer reads before deciding.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="State">State.</param>
/// <param name="Plan">The plan as shown.</param>
/// <param name="PlanHash">Its hash: the decision names what was read.</param>
/// <param name="PlannedBy">Planner.</param>
/// <param name="SubmittedBy">Who asked, when.</param>
/// <param name="Findings">Rules that must hold for a grant by this officer.</param>
/// <param name="Expected">False alerts to expect.</param>
/// <param name="List">What the list is made of so far.</param>
/// <param name="Policy">Policy.</param>
/// <param name="Decisions">Earlier answers, the latest first.</param>
/// <param name="MayDecide">Whether the reader may grant, refuse or send back now.</param>
/// <param name="MayRevoke">Whether the reader may revoke now.</param>
/// <param name="Standing">How the deployment stands, from which follows what an answer takes down with it.</param>
/// <param name="Revision">Revision that was read: an answer names it.</param>
public sealed record AuthoritySheet(
    Guid Id,
    string Reference,
    DeploymentState State,
    Plan Plan,
    string PlanHash,
    Signature PlannedBy,
    Signature? SubmittedBy,
    IReadOnlyList<Finding> Findings,
    ExpectedAlerts? Expected,
    ListComposition List,
    PolicyPack? Policy,
    IReadOnlyList<AuthorityDecision> Decisions,
    bool MayDecide,
    bool MayRevoke,
    Standing Standing,
    long Revision)
{
    /// <summary>Why it was asked for urgently (R05); <see langword="null"/> when it was not.</summary>
    public UrgentRequest? Urgency { get; init; }

    /// <summary>By when an urgent authority must be countersigned; <see langword="null"/> when none waits for it.</summary>
    public DateTimeOffset? CountersignBy { get; init; }

    /// <summary>Whether the reader is an officer who might countersign it; rank and part in it are asked when they do.</summary>
    public bool MayCountersign { get; init; }

    /// <summary>Assessments that are written in Lfr.</summary>
    public IReadOnlyList<AssessmentDocument> Documents { get; init; } = [];

    /// <summary>What the officer reads beside the plan.</summary>
    public required BesideAuthority Beside { get; init; }
}

/// <summary>Reads a plan as the authorising officer does.</summary>
public sealed class ReadAuthority(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The sheet; <see langword="null"/> when there is no such deployment or the reader may not see it.</summary>
    public async Task<AuthoritySheet?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsSeenBy(reader))
            return null;
        var isOfficer = reader.Is(Roles.AuthorisingOfficer);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await dossiers.LookAsync(db, deploymentId, time.GetUtcNow(), isOfficer ? reader : null, cancellationToken) is not { } dossier)
            return null;
        var deployment = dossier.Deployment;
        var living = db.Entries.Where(e => e.DeploymentId == deploymentId && (e.State == EntryState.Proposed || e.State == EntryState.Returned || e.State == EntryState.Approved));
        var parts = await living.GroupBy(e => new { e.Category, e.ListedAsChild }).Select(g => new { g.Key.Category, g.Key.ListedAsChild, Count = g.Count() }).ToListAsync(cancellationToken);
        return new AuthoritySheet(
            deployment.Id,
            deployment.Reference,
            deployment.State,
            deployment.Plan,
            deployment.Plan.Hash(),
            deployment.PlannedBy,
            deployment.SubmittedBy,
            deployment.State is DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised ? RuleBook.At(Gate.Authorise, dossier) : [],
            ExpectedAlerts.Of(dossier.Engine.Calibration, dossier.Policy?.Numbers, deployment.Plan.TargetFalseAlertRate, deployment.Plan.ExpectedFootfall, dossier.List.Living),
            new ListComposition(
                dossier.List.Living,
                dossier.List.Approved,
                parts.Where(p => p.ListedAsChild).Sum(p => p.Count),
                [.. parts.GroupBy(p => p.Category).Select(g => (g.Key, g.Sum(p => p.Count))).OrderByDescending(g => g.Item2).ThenBy(g => g.Key)])
            {
                Criteria = await DossierReader.CriteriaAsync(db, deployment, cancellationToken),
                CriteriaWait = await db.ListCriteria.AnyAsync(c => c.DeploymentId == deploymentId && c.Proposed != null, cancellationToken),
                Samples = await db.ListSamples.Where(s => s.DeploymentId == deploymentId).OrderByDescending(s => s.Id).ToListAsync(cancellationToken),
            },
            dossier.Policy,
            [.. deployment.Decisions.Reverse()],
            isOfficer && deployment.State == DeploymentState.Submitted,
            isOfficer && deployment.State is (DeploymentState.Authorised or DeploymentState.Live or DeploymentState.Paused),
            ReadHub.StandingOf(dossier),
            deployment.Revision)
        {
            Urgency = deployment.Urgency,
            CountersignBy = deployment.Authority?.CountersignBy,
            MayCountersign = isOfficer && deployment.Authority is { CountersignBy: not null, By.UserId: var granted } && granted != reader.UserId,
            Documents = dossier.Documents,
            Beside = await BesideAuthority.ReadAsync(db, dossier, cancellationToken),
        };
    }
}
