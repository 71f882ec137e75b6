using Lfr.Shared.Alerts;

namespace Lfr.Shared.Records;

/// <summary>Alerts sorted by what became of them: each in exactly one of the groups from <see cref="False"/> to <see cref="Open"/>.</summary>
internal sealed class AlertTally
{
    private readonly List<TimeSpan> _decisionTimes = [];
    private readonly Dictionary<Disposal, int> _disposals = [];

    private AlertTally()
    {
    }

    public int Credible { get; private set; }
    public int False { get; private set; }
    public int ConfirmedTrue { get; private set; }
    public int ConfirmedFalse { get; private set; }
    public int NotDetermined { get; private set; }
    public int NotLocated { get; private set; }
    public int StoodDown { get; private set; }
    public int IdentityUnresolved { get; private set; }
    public int Open { get; private set; }
    public int Engagements { get; private set; }
    public int NoLongerWanted { get; private set; }

    /// <summary>Confirmed true, or stood down because the check said "no longer wanted".</summary>
    public int RightlyRecognised { get; private set; }

    /// <summary>What happened, among those spoken to.</summary>
    public IReadOnlyDictionary<Disposal, int> Disposals => _disposals;

    public static AlertTally Of(IEnumerable<Alert> alerts)
    {
        var tally = new AlertTally();
        foreach (var alert in alerts)
            tally.Add(alert);
        tally._decisionTimes.Sort();
        return tally;
    }

    /// <summary>Time from alert to first answer at this rank (nearest rank); <see langword="null"/> when nothing was answered.</summary>
    public TimeSpan? DecisionTime(double rank) =>
        _decisionTimes.Count == 0 ? null : _decisionTimes[Math.Max(0, (int)Math.Ceiling(rank * _decisionTimes.Count) - 1)];

    private void Add(Alert alert)
    {
        if (alert.Adjudications is [var first, ..])
            _decisionTimes.Add(first.By.At - alert.RaisedAt);
        if (alert.Adjudication is { Answer: Answer.Same })
            Credible++;
        var engagement = alert.Engagement;
        if (engagement is { Disposal: Disposal.NoLongerWanted })
            NoLongerWanted++;
        if (engagement is { Identity: IdentityCheck.ConfirmedTrue } or { Disposal: Disposal.NoLongerWanted })
            RightlyRecognised++;
        if (engagement is { Outcome: EngagementOutcome.Engaged })
        {
            Engagements++;
            _disposals[engagement.Disposal] = _disposals.GetValueOrDefault(engagement.Disposal) + 1;
        }

        Sort(alert.State, engagement);
    }

    private void Sort(AlertState state, Engagement? engagement)
    {
        switch (engagement)
        {
            case { Outcome: EngagementOutcome.Engaged, Identity: IdentityCheck.ConfirmedTrue }:
                ConfirmedTrue++;
                break;
            case { Outcome: EngagementOutcome.Engaged, Identity: IdentityCheck.ConfirmedFalse }:
                ConfirmedFalse++;
                break;
            case { Outcome: EngagementOutcome.Engaged }:
                IdentityUnresolved++;
                break;
            case { Outcome: EngagementOutcome.StoodDown }:
                StoodDown++;
                break;
            case not null:
                NotLocated++;
                break;
            default:
                switch (state)
                {
                    case AlertState.False:
                        False++;
                        break;
                    case AlertState.NotDetermined:
                        NotDetermined++;
                        break;
                    default:
                        Open++;
                        break;
                }

                break;
        }
    }
}
