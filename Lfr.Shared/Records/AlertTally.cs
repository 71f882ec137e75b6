using Lfr.Shared.Alerts;

namespace Lfr.Shared.Records;

/// <summary>The alerts of a deployment counted, for the live room, the record and the public alike.</summary>
public sealed class AlertTally
{
    private readonly List<TimeSpan> _decisionTimes = [];
    private readonly Dictionary<AlertResult, int> _results = [];
    private readonly Dictionary<Disposal, int> _disposals = [];

    private AlertTally()
    {
    }

    /// <summary>Alerts.</summary>
    public int Alerts { get; private set; }

    /// <summary>Alerts that nobody answered yet.</summary>
    public int Waiting { get; private set; }

    /// <summary>Alerts about which something is still to be decided or reported.</summary>
    public int Unresolved { get; private set; }

    /// <summary>Alerts that a person judged the same person.</summary>
    public int Credible { get; private set; }

    /// <summary>Times officers spoke to somebody.</summary>
    public int Engagements { get; private set; }

    /// <summary>Alerts whose person was no longer sought.</summary>
    public int NoLongerWanted { get; private set; }

    /// <summary>Confirmed true, or stood down because the check said "no longer wanted".</summary>
    public int RightlyRecognised { get; private set; }

    /// <summary>Alerts about which two people ever differed, so that a third decided or has to.</summary>
    public int Disagreements { get; private set; }

    /// <summary>Alerts of which an answer was given after the score was shown.</summary>
    public int AnsweredAfterTheScore { get; private set; }

    /// <summary>False alerts, before or after somebody was spoken to: what R30 and the published rates count.</summary>
    public int Wrong => this[AlertResult.False] + this[AlertResult.ConfirmedFalse];

    /// <summary>What happened, among those spoken to.</summary>
    public IReadOnlyDictionary<Disposal, int> Disposals => _disposals;

    /// <summary>Alerts with this result.</summary>
    public int this[AlertResult result] => _results.GetValueOrDefault(result);

    /// <summary>Counts.</summary>
    public static AlertTally Of(IEnumerable<Alert> alerts)
    {
        var tally = new AlertTally();
        foreach (var alert in alerts)
            tally.Add(alert);
        tally._decisionTimes.Sort();
        return tally;
    }

    /// <summary>Time from alert to first answer at this rank (nearest rank); <see langword="null"/> when nothing was answered.</summary>
    /// <param name="rank">Share of the answers that took no longer, 0–1: 0.5 is the median.</param>
    public TimeSpan? DecisionTime(double rank) =>
        _decisionTimes.Count == 0 ? null : _decisionTimes[Math.Max(0, (int)Math.Ceiling(rank * _decisionTimes.Count) - 1)];

    private void Add(Alert alert)
    {
        Alerts++;
        var result = alert.Result;
        _results[result] = this[result] + 1;
        if (alert.State is AlertState.Raised or AlertState.UnderReview)
            Waiting++;
        if (!alert.IsResolved)
            Unresolved++;
        if (alert.Adjudications is [var first, ..])
            _decisionTimes.Add(first.By.At - alert.RaisedAt);
        if (alert.Adjudication is { Answer: Answer.Same })
            Credible++;
        var engagement = alert.Engagement;
        if (alert.WasDisputed)
            Disagreements++;
        if (alert.WasAnsweredAfterTheScore)
            AnsweredAfterTheScore++;

        // Of somebody who turned out not to be the person on the list, nothing is known that would make the entry stale.
        var stale = (alert.IsFoundNoLongerWanted || engagement is { Disposal: Disposal.NoLongerWanted })
            && result is AlertResult.ConfirmedTrue or AlertResult.NotLocated or AlertResult.StoodDown;
        if (stale)
            NoLongerWanted++;
        if (stale || result == AlertResult.ConfirmedTrue)
            RightlyRecognised++;
        if (engagement is { Outcome: EngagementOutcome.Engaged })
        {
            Engagements++;
            _disposals[engagement.Disposal] = _disposals.GetValueOrDefault(engagement.Disposal) + 1;
        }
    }
}
