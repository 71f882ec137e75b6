using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Looks;

/// <summary>Why somebody looks (DPA 2018 s.62): the task at hand. Whoever has none says why in their own words.</summary>
public enum LookReason
{
    /// <summary>Compiles the list while it is open.</summary>
    CompilesTheList,

    /// <summary>Signs entries off while some wait, or seals the list once none does.</summary>
    SignsOff,

    /// <summary>Decides on the authority that was asked for.</summary>
    DecidesOnTheAuthority,

    /// <summary>Gave the authority that stands.</summary>
    GaveTheAuthority,

    /// <summary>Commands a deployment whose plan names them.</summary>
    Commands,

    /// <summary>Operates the run of a plan that names them.</summary>
    Operates,

    /// <summary>Speaks to people on the street, at the run of a plan that names them.</summary>
    SpeaksToPeople,

    /// <summary>Reads what is theirs to read of the audit log.</summary>
    ReadsTheLog,
}

/// <summary>The state of a deployment that decides whose task it is.</summary>
/// <param name="Deployment">Deployment.</param>
/// <param name="ListIsOpen">Whether its list may be changed now.</param>
/// <param name="EntriesWait">Whether entries of it wait for sign-off.</param>
/// <param name="ListIsDecided">Whether the list is open, has people on it, and no entry waits or was sent back: the next step is to seal it.</param>
public sealed record LookScene(Deployment Deployment, bool ListIsOpen, bool EntriesWait, bool ListIsDecided);

/// <summary>Works out why somebody looks, from duty, plan and state.</summary>
public static class LookReasons
{
    /// <summary>The reason that follows from a task of <paramref name="actor"/> at this deployment; <see langword="null"/> when the person has none and must say why.</summary>
    public static LookReason? Derive(Actor actor, LookKind kind, LookScene scene)
    {
        if (!kind.IsDutyOf(actor))
            return null;
        return kind.IsOfTheList() ? OfTheList(actor, kind, scene) : kind.IsOfTheLog() ? LookReason.ReadsTheLog : OfTheRun(actor, scene.Deployment);
    }

    /// <summary>The reason, as a sentence ends: <c>compiles the list</c>.</summary>
    public static string InWords(this LookReason reason) => reason switch
    {
        LookReason.CompilesTheList => "compiles the list",
        LookReason.SignsOff => "signs entries off for this deployment",
        LookReason.DecidesOnTheAuthority => "decides on the authority for this deployment",
        LookReason.GaveTheAuthority => "gave the authority for this deployment",
        LookReason.Commands => "Silver commander named in the plan",
        LookReason.Operates => "operator named in the plan of this run",
        LookReason.SpeaksToPeople => "engagement officer named in the plan of this run",
        LookReason.ReadsTheLog => "reads what is theirs to read of the log",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "Unknown reason."),
    };

    private static LookReason? OfTheList(Actor actor, LookKind kind, LookScene scene)
    {
        var deployment = scene.Deployment;
        var approves = actor.IsAny(Roles.WatchlistApprover, Roles.AuthorisingOfficer);
        if (actor.Is(Roles.Compiler) && scene.ListIsOpen)
            return LookReason.CompilesTheList;
        // A child's entry needs a second approver, who may be an authorising officer.
        if (approves && scene.ListIsOpen && (scene.EntriesWait || scene.ListIsDecided))
            return LookReason.SignsOff;
        if (actor.Is(Roles.AuthorisingOfficer) && deployment.State == DeploymentState.Submitted)
            return LookReason.DecidesOnTheAuthority;
        if (actor.Is(Roles.AuthorisingOfficer) && deployment.Authority?.By.UserId == actor.UserId && deployment.State != DeploymentState.Published)
            return LookReason.GaveTheAuthority;
        return kind.Duties().Contains(Roles.Silver) && deployment.Plan.Names(actor, Roles.Silver) && deployment.State is not (DeploymentState.Debriefed or DeploymentState.Published)
            ? LookReason.Commands
            : null;
    }

    // Until the deployment is closed down: outcomes are still recorded after the end.
    private static LookReason? OfTheRun(Actor actor, Deployment deployment) => deployment.State is not (DeploymentState.Live or DeploymentState.Paused or DeploymentState.Ended) ? null
        : deployment.Plan.Names(actor, Roles.Operator) ? LookReason.Operates
        : deployment.Plan.Names(actor, Roles.EngagementOfficer) ? LookReason.SpeaksToPeople
        : deployment.Plan.Names(actor, Roles.Silver) ? LookReason.Commands
        : null;
}
