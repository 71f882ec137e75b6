using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Notices;

/// <summary>How an announced deployment stands, as the public may know it. Follows from the notice, the deployment and its runs, and is not stored.</summary>
public enum PublicStanding
{
    /// <summary>Announced; takes place only if authority is granted.</summary>
    AwaitingAuthority,

    /// <summary>Authorised; the hours have not begun.</summary>
    Planned,

    /// <summary>Authorised and inside its hours, but the cameras do not compare.</summary>
    NotRunning,

    /// <summary>The cameras compare faces now.</summary>
    Now,

    /// <summary>The cameras are paused; no face is compared.</summary>
    Paused,

    /// <summary>It ran and is over, maybe before the announced end.</summary>
    Over,

    /// <summary>The hours passed without a run.</summary>
    DidNotTakePlace,

    /// <summary>The authority, or a plan that changed after the notice, is being looked at.</summary>
    UnderReview,

    /// <summary>The authority was withdrawn before it ran.</summary>
    AuthorityWithdrawn,

    /// <summary>The notice was taken back; the deployment is neither cancelled nor postponed.</summary>
    NoticeWithdrawn,

    /// <summary>Put off; no new date yet.</summary>
    Postponed,

    /// <summary>Called off.</summary>
    Cancelled,

    /// <summary>Refused authority.</summary>
    Refused,
}

/// <summary>How the public is told.</summary>
public static class PublicStandings
{
    /// <summary>How <paramref name="deployment"/> stands at <paramref name="now"/>. Only a run makes it "now", and only the end of a run makes it "over".</summary>
    /// <param name="notice">Its notice; published at least once.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="now">Now.</param>
    public static PublicStanding Of(Notice notice, Deployment deployment, DateTimeOffset now)
    {
        // What will never take place says so, whatever became of its notice.
        if (deployment.State is DeploymentState.Refused)
            return PublicStanding.Refused;
        if (deployment.State is DeploymentState.Cancelled)
            return PublicStanding.Cancelled;
        if (deployment.CurrentRun is { } run)
            return !run.IsLive(now) ? PublicStanding.Over : deployment.State == DeploymentState.Paused ? PublicStanding.Paused : PublicStanding.Now;
        if (deployment.Runs.Count > 0 || deployment.HistoricalSource is not null)
            return PublicStanding.Over;
        return notice.State switch
        {
            NoticeState.Cancelled => PublicStanding.Cancelled,
            NoticeState.Refused => PublicStanding.Refused,
            NoticeState.Postponed => PublicStanding.Postponed,
            NoticeState.UnderReview => PublicStanding.UnderReview,
            NoticeState.AuthorityWithdrawn => PublicStanding.AuthorityWithdrawn,
            NoticeState.Withdrawn => PublicStanding.NoticeWithdrawn,
            _ when notice.Current is { Window: var window } && window.End <= now => PublicStanding.DidNotTakePlace,
            _ when deployment.Authority is null => PublicStanding.AwaitingAuthority,
            // Authorised for something else than what the public was told: nothing can start as announced (R17).
            _ when notice.PublicSince(deployment.Plan) is null => PublicStanding.UnderReview,
            _ => notice.Current is { Window: var hours } && hours.Contains(now) ? PublicStanding.NotRunning : PublicStanding.Planned,
        };
    }

    /// <summary>Whether people who plan their way need to know of it: it may still take place, or runs.</summary>
    public static bool LiesAhead(this PublicStanding standing) => standing is
        PublicStanding.AwaitingAuthority or PublicStanding.Planned or PublicStanding.NotRunning or PublicStanding.Now or PublicStanding.Paused;

    /// <summary>Status of the event in a calendar (RFC 5545): whether it takes place, may take place, or does not.</summary>
    public static string CalendarStatus(this PublicStanding standing) => standing switch
    {
        PublicStanding.Planned or PublicStanding.NotRunning or PublicStanding.Now or PublicStanding.Paused or PublicStanding.Over => "CONFIRMED",
        PublicStanding.AwaitingAuthority or PublicStanding.UnderReview or PublicStanding.NoticeWithdrawn or PublicStanding.Postponed => "TENTATIVE",
        PublicStanding.AuthorityWithdrawn or PublicStanding.Cancelled or PublicStanding.Refused or PublicStanding.DidNotTakePlace => "CANCELLED",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "Unknown standing."),
    };

    /// <summary>How it stands in a word or two: <c>Taking place now</c>.</summary>
    public static string Word(this PublicStanding standing) => standing switch
    {
        PublicStanding.AwaitingAuthority => "Announced",
        PublicStanding.Planned => "Planned",
        PublicStanding.NotRunning => "Planned, not running",
        PublicStanding.Now => "Taking place now",
        PublicStanding.Paused => "Paused",
        PublicStanding.Over => "Over",
        PublicStanding.DidNotTakePlace => "Did not take place",
        PublicStanding.UnderReview => "Under review",
        PublicStanding.AuthorityWithdrawn => "Authority withdrawn",
        PublicStanding.NoticeWithdrawn => "Notice withdrawn",
        PublicStanding.Postponed => "Postponed",
        PublicStanding.Cancelled => "Cancelled",
        PublicStanding.Refused => "Refused authority",
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "Unknown standing."),
    };

    /// <summary>What it means for passers-by; empty when the word and the hours are enough.</summary>
    /// <param name="standing">How it stands.</param>
    /// <param name="notice">Its notice.</param>
    /// <param name="deployment">The deployment.</param>
    public static string Meaning(this PublicStanding standing, Notice notice, Deployment deployment) => standing switch
    {
        PublicStanding.AwaitingAuthority => "It will take place only if a senior officer authorises it.",
        PublicStanding.Planned or PublicStanding.Now => "",
        PublicStanding.NotRunning => "The cameras are not comparing faces at the moment.",
        PublicStanding.Paused => "The cameras are not comparing faces at the moment.",
        PublicStanding.Over => deployment.EndedAt is { } ended ? $"It has been over since {Words.Moment(ended)}." : "",
        PublicStanding.DidNotTakePlace => "No faces were compared.",
        PublicStanding.UnderReview => notice.State == NoticeState.UnderReview
            ? Consequences.PublicReason(NoticeChange.UnderReview, "")
            : "The plan has changed since this notice was published. It will not take place as announced unless we say so here.",
        PublicStanding.AuthorityWithdrawn => Consequences.PublicReason(NoticeChange.AuthorityWithdrawn, ""),
        PublicStanding.NoticeWithdrawn => $"{Sentence(notice.Current?.Reason)} It will not take place unless we publish a new notice here.".TrimStart(),
        PublicStanding.Postponed => $"{Sentence(notice.Current?.Reason)} We will not compare any faces until we publish a new date here.".TrimStart(),
        PublicStanding.Cancelled => $"{Sentence(deployment.Cancellation?.Reason ?? notice.Current?.Reason)} It will not take place.".TrimStart(),
        PublicStanding.Refused => Consequences.PublicReason(NoticeChange.Refused, ""),
        _ => throw new ArgumentOutOfRangeException(nameof(standing), standing, "Unknown standing."),
    };

    private static string Sentence(string? text) => text is null or "" || ".!?".Contains(text[^1], StringComparison.Ordinal) ? text ?? "" : $"{text}.";
}
