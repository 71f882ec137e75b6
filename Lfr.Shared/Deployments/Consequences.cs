using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Deployments;

/// <summary>Steps in the life of a deployment.</summary>
public enum DeploymentStep
{
    /// <summary>The planner changes the plan.</summary>
    ChangePlan,

    /// <summary>The planner asks for authority.</summary>
    Submit,

    /// <summary>The planner takes the request back.</summary>
    TakeBack,

    /// <summary>The authorising officer grants authority.</summary>
    Grant,

    /// <summary>The authorising officer refuses, for good.</summary>
    Refuse,

    /// <summary>The authorising officer sends the plan back.</summary>
    Return,

    /// <summary>The authorising officer withdraws an authority that was granted.</summary>
    Revoke,

    /// <summary>The planner puts the deployment off.</summary>
    Postpone,

    /// <summary>The planner calls the deployment off, for good.</summary>
    Cancel,

    /// <summary>The planner takes the public notice back, without cancelling or postponing the deployment.</summary>
    WithdrawNotice,

    /// <summary>An operator starts a run.</summary>
    GoLive,

    /// <summary>A run is paused.</summary>
    Pause,

    /// <summary>A paused run goes on.</summary>
    Resume,

    /// <summary>Whoever outranks releases a run that was held.</summary>
    Release,

    /// <summary>Silver decides in writing about false alerts over the limit.</summary>
    DecideOnFalseAlerts,

    /// <summary>Another list takes over during a run.</summary>
    ChangeList,

    /// <summary>A run ends: stopped, or the window closed.</summary>
    End,

    /// <summary>The deployment is closed down.</summary>
    CloseDown,

    /// <summary>The record is published.</summary>
    Publish,
}

/// <summary>What becomes of a watchlist.</summary>
public enum ListFate
{
    /// <summary>It stays as it is.</summary>
    Stays,

    /// <summary>A seal is broken: the list must be sealed again before it may run (R36).</summary>
    Reopened,

    /// <summary>A seal is broken and every sign-off must be given again, because it was given for another date (R19).</summary>
    ReviewedAgain,

    /// <summary>It is deleted; the ledger stays (R43).</summary>
    Deleted,
}

/// <summary>What becomes of an authority.</summary>
public enum AuthorityFate
{
    /// <summary>It stays as it is: granted, or not yet granted.</summary>
    Stays,

    /// <summary>It is granted.</summary>
    Granted,

    /// <summary>It ends, and so does a request for it.</summary>
    Ends,
}

/// <summary>
/// What a step means for everything that hangs on a deployment. The only place that decides it: commands apply it in the transaction of the step,
/// and dialogs read it to say what falls before anybody confirms.
/// </summary>
/// <param name="Notice">What a public notice tells from now on; <see langword="null"/> when it stays as it is.</param>
/// <param name="List">What becomes of the list.</param>
/// <param name="DestroysBiometrics">Whether photographs, templates and their key are destroyed in the same transaction, with a receipt (R39).</param>
/// <param name="Authority">What becomes of the authority.</param>
/// <param name="StandsStaffDown">Whether the people named to serve are no longer needed.</param>
public sealed record Consequences(NoticeChange? Notice, ListFate List, bool DestroysBiometrics, AuthorityFate Authority, bool StandsStaffDown)
{
    /// <summary>Nothing else changes.</summary>
    public static Consequences None { get; } = new(null, ListFate.Stays, false, AuthorityFate.Stays, false);

    /// <summary>What a step means that took a deployment from <paramref name="before"/> to <paramref name="after"/>.</summary>
    public static Consequences Of(DeploymentStep step, DeploymentState before, DeploymentState after) => step switch
    {
        // A plan that its authority no longer covers. The list was sealed under that authority.
        DeploymentStep.ChangePlan when before == DeploymentState.Authorised && after == DeploymentState.Draft =>
            None with { List = ListFate.Reopened, Authority = AuthorityFate.Ends },
        DeploymentStep.TakeBack => None with { Authority = AuthorityFate.Ends },
        DeploymentStep.Grant => None with { Authority = AuthorityFate.Granted },
        DeploymentStep.Refuse => CalledOff(NoticeChange.Refused),
        DeploymentStep.Return => None with { Notice = NoticeChange.UnderReview, Authority = AuthorityFate.Ends },
        // Once it ran, the public reads from the run that it is over; the list goes with the close-down.
        DeploymentStep.Revoke when before != DeploymentState.Authorised => None with { Authority = AuthorityFate.Ends },
        DeploymentStep.Revoke => None with { Notice = NoticeChange.AuthorityWithdrawn, List = ListFate.Reopened, Authority = AuthorityFate.Ends },
        DeploymentStep.Postpone => None with { Notice = NoticeChange.Postponed, List = ListFate.ReviewedAgain, Authority = AuthorityFate.Ends },
        // Plan, authority and list say nothing else than before, so they stay; R13 keeps the cameras off until the public has been told again, and R14 counts from then.
        DeploymentStep.WithdrawNotice => None with { Notice = NoticeChange.Withdrawn },
        DeploymentStep.Cancel => CalledOff(NoticeChange.Cancelled),
        DeploymentStep.CloseDown => None with { List = ListFate.Deleted, DestroysBiometrics = true, StandsStaffDown = true },
        _ => None,
    };

    /// <summary>
    /// What the public reads as the reason. A planner writes the reason for a postponement or a cancellation for the public; an officer's reasons may name
    /// what the public must not learn, so the public reads a sentence of ours instead.
    /// </summary>
    public static string PublicReason(NoticeChange change, string reason) => change switch
    {
        NoticeChange.Refused => "This deployment was refused authority. It will not take place.",
        NoticeChange.UnderReview => "The authority for this deployment is being reviewed. It will not take place unless we say so here.",
        NoticeChange.AuthorityWithdrawn => "The authority for this deployment was withdrawn. It will not take place unless we say so here.",
        _ => reason.Trim(),
    };

    /// <summary>
    /// Changes notice, list and entries accordingly; any of them may be missing. What <see cref="DestroysBiometrics"/> asks for is the caller's, because it
    /// reaches into storage.
    /// </summary>
    /// <param name="notice">Notice of the deployment.</param>
    /// <param name="watchlist">List of the deployment.</param>
    /// <param name="entries">Entries of the list.</param>
    /// <param name="reason">Why the step was taken.</param>
    /// <param name="by">Who took it.</param>
    /// <param name="now">When.</param>
    public void Apply(Notice? notice, Watchlist? watchlist, IEnumerable<WatchlistEntry> entries, string reason, Actor by, DateTimeOffset now)
    {
        if (Notice is { } change)
            notice?.Tell(change, PublicReason(change, reason), by, now);
        if (List is ListFate.Reopened or ListFate.ReviewedAgain)
            watchlist?.BreakSeal(reason, by, now);
        if (List == ListFate.ReviewedAgain)
        {
            foreach (var entry in entries)
                entry.Reopen();
        }
    }

    private static Consequences CalledOff(NoticeChange change) => new(change, ListFate.Deleted, true, AuthorityFate.Ends, true);
}
