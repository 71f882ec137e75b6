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

    /// <summary>Whether something due at <paramref name="due"/> is destroyed at <paramref name="now"/>.</summary>
    public static bool IsDue(DateTimeOffset due, DateTimeOffset now) => now + Ahead >= due;

    /// <summary>
    /// When the list must be gone. During a run this counts from the end of its window, so that a run which nobody could end does not keep the list; without a
    /// window from the moment that the deployment lost its date, or got its first photograph.
    /// </summary>
    /// <param name="deployment">Its deployment.</param>
    /// <param name="retention">Its policy's periods.</param>
    /// <param name="keptSince">When the list's key was made, with its first photograph.</param>
    public static DateTimeOffset WatchlistDue(Deployment deployment, PolicyRetention retention, DateTimeOffset keptSince)
    {
        if ((deployment.EndedAt ?? deployment.Ends) is { } end)
            return end + retention.Watchlist.ToTimeSpan();
        var undated = deployment.UndatedSince ?? LastStep(deployment);
        return (keptSince > undated ? keptSince : undated) + retention.UndatedWatchlist.ToTimeSpan();
    }

    /// <summary>When pictures must be gone whose alert is missing: nobody can judge them, so they are kept like those that nobody could determine.</summary>
    /// <param name="scope">What the key seals.</param>
    /// <param name="keptSince">When the key was made.</param>
    /// <param name="retention">The policy's periods.</param>
    public static DateTimeOffset StrayDue(KeyScope scope, DateTimeOffset keptSince, PolicyRetention retention) =>
        keptSince + (scope == KeyScope.ContextFrame && retention.ContextFrames.ToTimeSpan() < retention.FalseAlerts.ToTimeSpan() ? retention.ContextFrames : retention.FalseAlerts).ToTimeSpan();

    /// <summary>The kind that an alert's face picture and template belong to, as it is judged now. An alert without an answer is not a false one.</summary>
    public static RetentionKind KindOf(Alert alert) =>
        alert.Result is AlertResult.False or AlertResult.NotDetermined ? RetentionKind.FalseAlerts : RetentionKind.OtherAlerts;

    /// <summary>When an alert's face picture and template must be gone.</summary>
    public static DateTimeOffset AlertDue(Alert alert, PolicyRetention retention)
    {
        if (KindOf(alert) == RetentionKind.OtherAlerts)
            return alert.RaisedAt + retention.OtherAlerts.ToTimeSpan();
        var due = alert.RaisedAt + retention.FalseAlerts.ToTimeSpan();
        // Officers who were called back may say so long after the answer.
        var judged = alert.Engagement?.By.At ?? alert.Adjudication?.By.At;
        return judged is { } at && IsDue(due, at) ? at + LateJudgement : due;
    }

    /// <summary>When an alert's frame must be gone: never after its face picture.</summary>
    public static DateTimeOffset ContextFrameDue(Alert alert, PolicyRetention retention)
    {
        var (own, face) = (alert.RaisedAt + retention.ContextFrames.ToTimeSpan(), AlertDue(alert, retention));
        return own < face ? own : face;
    }

    // Of a deployment whose date was lost before Lfr kept the moment.
    private static DateTimeOffset LastStep(Deployment deployment) =>
        new[] { deployment.PlannedBy }.Concat(deployment.Postponements.Select(p => p.By)).Concat(deployment.Decisions.Select(d => d.By)).Max(by => by.At);
}
