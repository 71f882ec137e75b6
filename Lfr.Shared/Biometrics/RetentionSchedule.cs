using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Biometrics;

/// <summary>When biometrics are due to be destroyed (R39): each kind has its own clock. Pure: a policy's periods and what happened, nothing else.</summary>
public static class RetentionSchedule
{
    /// <summary>
    /// What falls due within this time is destroyed now. Lfr looks once a minute, so nothing is late while it runs; what is destroyed two minutes
    /// early harms nobody.
    /// </summary>
    public static readonly TimeSpan Ahead = TimeSpan.FromMinutes(2);

    /// <summary>An alert judged false when its time is over, or all but over, is due this much after the judgement: Lfr needs a look to act, its reviewer a moment to correct a slip.</summary>
    public static readonly TimeSpan LateJudgement = TimeSpan.FromMinutes(5);

    /// <summary>Whether something due at <paramref name="due"/> is destroyed at <paramref name="now"/>. What has no due time yet is kept.</summary>
    public static bool IsDue(DateTimeOffset? due, DateTimeOffset now) => due is { } at && now + Ahead >= at;

    /// <summary>When the list must be gone; <see langword="null"/> while a run is live or no window is set.</summary>
    public static DateTimeOffset? WatchlistDue(Deployment deployment, PolicyRetention retention) => deployment.CurrentRun is not null
        ? null
        : (deployment.EndedAt ?? deployment.Ends)?.Add(retention.Watchlist.ToTimeSpan());

    /// <summary>The kind that an alert's face picture and template belong to, as it is judged now. An alert without an answer is not a false one.</summary>
    public static RetentionKind KindOf(Alert alert) =>
        alert.State is AlertState.False or AlertState.NotDetermined ? RetentionKind.FalseAlerts : RetentionKind.OtherAlerts;

    /// <summary>When an alert's face picture and template must be gone.</summary>
    public static DateTimeOffset AlertDue(Alert alert, PolicyRetention retention)
    {
        if (KindOf(alert) == RetentionKind.OtherAlerts)
            return alert.RaisedAt + retention.OtherAlerts.ToTimeSpan();
        var due = alert.RaisedAt + retention.FalseAlerts.ToTimeSpan();
        return alert.Adjudication is { } judged && IsDue(due, judged.By.At) ? judged.By.At + LateJudgement : due;
    }

    /// <summary>When an alert's frame must be gone: never after its face picture.</summary>
    public static DateTimeOffset ContextFrameDue(Alert alert, PolicyRetention retention)
    {
        var (own, face) = (alert.RaisedAt + retention.ContextFrames.ToTimeSpan(), AlertDue(alert, retention));
        return own < face ? own : face;
    }
}
