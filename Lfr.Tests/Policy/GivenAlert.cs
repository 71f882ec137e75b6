using Lfr.Shared.Alerts;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

/// <summary>The good alert: raised, judged the same person with reasons, status checked a minute ago. A test changes one thing of it.</summary>
public sealed class GivenAlert
{
    public static readonly DateTimeOffset RaisedAt = Given.Start.AddHours(2);

    public Answer? Answer { get; set; } = Lfr.Shared.Alerts.Answer.Same;
    public string Reasons { get; set; } = "Scar over left brow, ears";
    public TimeSpan? CheckedAgo { get; set; } = TimeSpan.FromMinutes(1);
    public bool StillWanted { get; set; } = true;
    public float Score { get; set; } = 0.71f;
    public float RunnerUpScore { get; set; } = 0.22f;

    public static AlertDossier Dossier(Action<GivenAlert>? change = null)
    {
        var given = new GivenAlert();
        change?.Invoke(given);
        var entry = Given.Entry(1).SignedOff();
        var alert = Raised(entry, given.Score, given.RunnerUpScore);
        var answered = RaisedAt.AddSeconds(20);
        if (given.Answer is { } answer)
            Given.Do(alert.Adjudicate(answer, given.Reasons, RaisedAt.AddSeconds(5), Given.Operator, answered));
        if (given.CheckedAgo is { } ago && alert.State == AlertState.Credible)
            Given.Do(alert.CheckStatus(given.StillWanted, "PNC", 0, Given.Operator, answered.AddMinutes(20) - ago));
        return new AlertDossier(alert, entry, Given.Uk, answered.AddMinutes(20));
    }

    public static Alert Raised(WatchlistEntry? entry = null, float score = 0.71f, float runnerUp = 0.22f, int number = 1, DateTimeOffset? at = null)
    {
        entry ??= Given.Entry(1).SignedOff();
        var raisedAt = at ?? RaisedAt;
        var box = new FaceBox(100, 50, 90, 90);
        var quality = new FaceQuality(90, 40, 200, 110, 5, 1, 18, 0.95f);
        var message = new AlertMessage(
            Given.Id(500 + number), Given.Id(400), Given.Id(20), entry.Id, raisedAt, TimeSpan.FromSeconds(12), 300, score, runnerUp, 0.54f, 4, 6, box, quality, [], [], []);
        var evidence = new AlertEvidence(
            score, runnerUp, 0.54f, 4, 6, message.FrameTime, message.FrameNumber, box, quality, Given.Embedder, Given.Id(601), Given.Id(602), Given.Id(603));
        return Alert.Raise(message, number, Given.DeploymentId, "Camera 1", entry, evidence, raisedAt.AddMilliseconds(40));
    }
}
