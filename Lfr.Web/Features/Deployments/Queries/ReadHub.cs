using Lfr.Shared.Assessments;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>What the rules say that must hold first at one gate.</summary>
/// <param name="Gate">Gate.</param>
/// <param name="IsNext">Whether it is the gate that lies ahead.</param>
/// <param name="Findings">Findings of its own rules; those of earlier gates stand there.</param>
public sealed record GateFindings(Gate Gate, bool IsNext, IReadOnlyList<Finding> Findings);

/// <summary>Who looks after a plan.</summary>
/// <param name="Planner">Account.</param>
/// <param name="Name">Name.</param>
/// <param name="Last">The last handover; <see langword="null"/> when it is still with whoever started it.</param>
public sealed record PlanHand(Guid Planner, string Name, Handover? Last);

/// <summary>Everything the hub of a deployment shows.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="State">State.</param>
/// <param name="Plan">Plan.</param>
/// <param name="PlannedBy">Who started it.</param>
/// <param name="Standing">How it stands.</param>
/// <param name="Next">What the reader may do next.</param>
/// <param name="Tasks">Tasks.</param>
/// <param name="Readiness">What the rules say about going live; empty once it ran or was called off.</param>
/// <param name="Gates">The same by the gate at which it must hold first.</param>
/// <param name="Policy">Title of the policy; <see langword="null"/> when none is in force.</param>
/// <param name="PolicyIsPinned">Whether the policy is fixed for this deployment.</param>
/// <param name="Expected">False alerts to expect; <see langword="null"/> while they cannot be computed.</param>
/// <param name="Decisions">Answers of authorising officers, the latest first.</param>
/// <param name="Postponements">Postponements, the latest first.</param>
/// <param name="Cancellation">Cancellation.</param>
/// <param name="LastRun">The last run.</param>
/// <param name="NoticeIsPublic">Whether the public can read a notice.</param>
/// <param name="HistoricalSource">Source of a case that Lfr did not run.</param>
/// <param name="Timeline">Who did what when, the latest first.</param>
/// <param name="Retention">What biometrics are kept and until when, and what was deleted.</param>
/// <param name="ReadsPlan">Whether the reader may open plan, notice and authority.</param>
/// <param name="Revision">Revision that was read: a step names it.</param>
public sealed record DeploymentHubView(
    Guid Id,
    string Reference,
    DeploymentState State,
    Plan Plan,
    Signature PlannedBy,
    Standing Standing,
    NextStep? Next,
    IReadOnlyList<PlanTask> Tasks,
    IReadOnlyList<Finding> Readiness,
    IReadOnlyList<GateFindings> Gates,
    string? Policy,
    bool PolicyIsPinned,
    ExpectedAlerts? Expected,
    IReadOnlyList<AuthorityDecision> Decisions,
    IReadOnlyList<Postponement> Postponements,
    Cancellation? Cancellation,
    Run? LastRun,
    bool NoticeIsPublic,
    string? HistoricalSource,
    IReadOnlyList<DeploymentEvent> Timeline,
    RetentionStatement Retention,
    bool ReadsPlan,
    long Revision)
{
    /// <summary>Who looks after it; <see langword="null"/> once there is nothing to hand over.</summary>
    public PlanHand? Hand { get; init; }

    /// <summary>What is to be known of policies that end or begin before it takes place; <see langword="null"/> for nothing.</summary>
    public string? PolicyOnTheDay { get; init; }

    /// <summary>The policy itself.</summary>
    public PolicyPack? Pack { get; init; }

    /// <summary>Whether the policy has an urgent route (R05).</summary>
    public bool HasUrgentRoute { get; init; }

    /// <summary>By when an urgent authority must be countersigned; <see langword="null"/> when none waits for it.</summary>
    public DateTimeOffset? CountersignBy { get; init; }

    /// <summary>What is due next; <see langword="null"/> when nothing is.</summary>
    public Deadline? Deadline { get; init; }

    /// <summary>Assessments that are written in Lfr.</summary>
    public IReadOnlyList<AssessmentDocument> Documents { get; init; } = [];

    /// <summary>Whoever is to serve here and elsewhere at the same time.</summary>
    public IReadOnlyList<Clash> Clashes { get; init; } = [];

    /// <summary>Rules that are met.</summary>
    public int Met => Readiness.Count(f => f.Weight == Weight.Met);

    /// <summary>Rules that stop something.</summary>
    public int Blocking => Readiness.Count(f => f.Blocks);

    /// <summary>Rules that ask a person to look.</summary>
    public int Warning => Readiness.Count(f => f.Weight == Weight.Warn);
}

/// <summary>Reads the hub of a deployment.</summary>
public sealed class ReadHub(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The hub; <see langword="null"/> when there is no such deployment or the reader may not see it.</summary>
    public async Task<DeploymentHubView?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.SeeDeployments.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await dossiers.LookAsync(db, deploymentId, time.GetUtcNow(), asking: null, cancellationToken) is not { } dossier)
            return null;
        var deployment = dossier.Deployment;
        var standing = StandingOf(dossier) with { ReaderDecided = (await WhoDecided.OfAsync(db, [deployment], cancellationToken))[deployment.Id].Contains(reader.UserId) };
        var reads = Permissions.WritePlans.IsSeenBy(reader);
        return new DeploymentHubView(
            deployment.Id,
            deployment.Reference,
            deployment.State,
            deployment.Plan,
            deployment.PlannedBy,
            standing,
            deployment.HistoricalSource is null ? NextStep.For(reader, standing) : null,
            PlanTasks.Of(dossier),
            standing.IsAhead ? RuleBook.Readiness(dossier) : [],
            standing.IsAhead ? GatesOf(dossier) : [],
            dossier.Policy?.Title,
            deployment.PolicyId is not null,
            ExpectedAlerts.Of(dossier.Engine.Calibration, dossier.Policy?.Numbers, deployment.Plan.TargetFalseAlertRate, deployment.Plan.ExpectedFootfall, dossier.List.Living),
            [.. deployment.Decisions.Reverse()],
            [.. deployment.Postponements.Reverse()],
            deployment.Cancellation,
            deployment.Runs is [.., var last] ? last : null,
            dossier.Notice?.Current is not null,
            deployment.HistoricalSource,
            await DeploymentTimeline.ReadAsync(db, deploymentId, cancellationToken),
            await RetentionReader.ReadAsync(db, deployment, dossiers.RetentionOf(deployment, time.GetUtcNow()), cancellationToken),
            reads,
            deployment.Revision)
        {
            Hand = deployment.HistoricalSource is not null || ListDeployments.IsOver(deployment.State) ? null
                : new PlanHand(deployment.Planner, deployment.LastHandover?.Name ?? deployment.PlannedBy.Name, deployment.LastHandover),
            PolicyOnTheDay = dossiers.PolicyOnTheDayOf(deployment, dossier.Now),
            Pack = dossier.Policy,
            HasUrgentRoute = dossier.Policy?.Urgent is not null,
            CountersignBy = deployment.Authority?.CountersignBy,
            Deadline = Deadline.Next(standing, deployment.Plan.Window, dossier.Policy, time.GetUtcNow()),
            Documents = dossier.Documents,
            Clashes = await ReadCalendar.ClashesOfAsync(db, deployment, cancellationToken),
        };
    }

    private static IReadOnlyList<GateFindings> GatesOf(Dossier dossier)
    {
        var next = dossier.Deployment.State switch
        {
            DeploymentState.Draft => Gate.Submit,
            DeploymentState.Submitted => Gate.Authorise,
            _ => Gate.GoLive,
        };
        var gates = new List<GateFindings>();
        IReadOnlyList<Finding> before = [];
        foreach (var gate in Enum.GetValues<Gate>().Order())
        {
            var all = RuleBook.At(gate, dossier);
            if (all.Except(before).ToArray() is { Length: > 0 } own)
                gates.Add(new GateFindings(gate, gate == next, own));
            before = all;
        }

        return gates;
    }

    /// <summary>Whose turn it is, from the dossier.</summary>
    public static Standing StandingOf(Dossier dossier) => new(
        dossier.Deployment.Id,
        dossier.Deployment.State,
        dossier.Plan.Window is not null,
        dossier.Notice?.State,
        dossier.Notice?.PublicSince(dossier.Plan) is not null,
        dossier.List.Proposed,
        dossier.List.Approved,
        dossier.List.Returned,
        dossier.Watchlist?.State == WatchlistState.Sealed,
        dossier.Deployment.Authority is not null)
    {
        GrantedUrgentlyBy = dossier.Deployment.AwaitsCountersignature ? dossier.Deployment.Authority!.By.UserId : null,
    };
}
