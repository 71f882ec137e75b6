using Lfr.Shared.Live;

namespace Lfr.Shared.Alerts;

/// <summary>
/// A pass that raised no alert because it repeats one of a moment before. Listed at that alert, so that people can see where else it might have been seen; no picture and no
/// template is kept of it.
/// </summary>
public sealed class AlertRepeat
{
    private AlertRepeat()
    {
    }

    /// <summary>Made by the worker; the key of idempotence.</summary>
    public Guid Id { get; private set; }

    /// <summary>The alert that it repeats.</summary>
    public Guid AlertId { get; private set; }

    /// <summary>The camera's name.</summary>
    public string CameraName { get; private set; } = "";

    /// <summary>When (UTC).</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>Cosine with the entry. Hidden until there is an answer, as the alert's own (R32).</summary>
    public float Score { get; private set; }

    /// <summary>The same pass again, seen better: it is listed with the highest score, at the time at which it began to repeat the alert.</summary>
    public void SeeAgain(float score) => Score = Math.Max(Score, score);

    /// <summary>Keeps what a worker told.</summary>
    public static AlertRepeat Of(RepeatedPass pass, string cameraName) => new()
    {
        Id = pass.PassId,
        AlertId = pass.AlertId,
        CameraName = cameraName,
        At = pass.At.ToUniversalTime(),
        Score = pass.Score,
    };
}
