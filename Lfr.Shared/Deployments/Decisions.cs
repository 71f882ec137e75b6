using Lfr.Shared.Identity;

namespace Lfr.Shared.Deployments;

/// <summary>What an authorising officer answered.</summary>
public enum AuthorityVerdict
{
    /// <summary>Granted: the deployment may go live when everything else is in place.</summary>
    Granted,

    /// <summary>Refused, for good.</summary>
    Refused,

    /// <summary>Sent back to the planner with what is missing.</summary>
    Returned,

    /// <summary>Taken back after it was granted; a run ends at once.</summary>
    Revoked,

    /// <summary>Granted urgently and not countersigned in time; a run ends at once.</summary>
    Lapsed,
}

/// <summary>An answer of the authorising officer. Appended, never changed.</summary>
/// <param name="Verdict">What was decided.</param>
/// <param name="Reasons">Why, in the officer's words.</param>
/// <param name="Conditions">Conditions; may be empty.</param>
/// <param name="By">Who, of what rank, when.</param>
/// <param name="PolicyId">Policy in force for the deployment.</param>
/// <param name="PlanHash">Hash of the plan that the officer read; another plan is not covered (R17).</param>
public sealed record AuthorityDecision(AuthorityVerdict Verdict, string Reasons, string Conditions, Signature By, string PolicyId, string PlanHash)
{
    /// <summary>For an urgent grant: by when it must be countersigned. <see langword="null"/> for every other answer.</summary>
    public DateTimeOffset? CountersignBy { get; init; }

    /// <summary>Whose answer it is, where a judge or a body decides and the officer records it.</summary>
    public OutsideAuthority? Outside { get; init; }
}

/// <summary>A plan that passed from one planner to another, for leave and the like.</summary>
/// <param name="To">Account of whoever looks after it from then on.</param>
/// <param name="Name">Their name.</param>
/// <param name="Reason">Why, and what is still to be done.</param>
/// <param name="By">Who handed it over, and when.</param>
public sealed record Handover(Guid To, string Name, string Reason, Signature By);

/// <summary>A postponement. Says what it invalidated.</summary>
/// <param name="Reason">Why, in words that the public reads: <c>snow</c>.</param>
/// <param name="Window">The window that was given up.</param>
/// <param name="By">Who and when.</param>
/// <param name="AuthorityInvalidated">Whether a granted authority fell with it.</param>
/// <param name="NoticeInvalidated">Whether a published notice fell with it.</param>
/// <param name="WatchlistInvalidated">Whether a sealed list fell with it.</param>
public sealed record Postponement(
    string Reason, Window Window, Signature By, bool AuthorityInvalidated, bool NoticeInvalidated, bool WatchlistInvalidated);

/// <summary>A cancellation.</summary>
public sealed record Cancellation(string Reason, Signature By);
