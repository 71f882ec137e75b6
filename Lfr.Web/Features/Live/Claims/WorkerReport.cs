using Lfr.Shared.Live;

namespace Lfr.Web.Features.Live.Claims;

/// <summary>A worker's report as screens may show it: about itself, its own licence and that licence's cameras, in numbers and sentences of bounded size.</summary>
internal static class WorkerReport
{
    private const int LongestSentence = 300;
    private const long MostCounted = 1_000_000_000_000;

    /// <summary>Cuts a report to what can be true.</summary>
    /// <param name="status">The report.</param>
    /// <param name="worker">Who sent it.</param>
    /// <param name="licence">The licence that it is about, if that is or was the worker's own.</param>
    /// <param name="now">Now (UTC): a report is as old as its arrival, whatever its clock says.</param>
    public static WorkerStatus Bounded(WorkerStatus status, Guid worker, DeploymentLicence? licence, DateTimeOffset now) => status with
    {
        WorkerId = worker,
        State = Enum.IsDefined(status.State) ? status.State : WorkerState.Refused,
        LicenceId = licence?.LicenceId,
        Problem = Sentence(status.Problem),
        FacesCompared = Counted(status.FacesCompared),
        Comparisons = Counted(status.Comparisons),
        FacesDiscarded = Counted(status.FacesDiscarded),
        AlertsRaised = Counted(status.AlertsRaised),
        AlertsSuppressed = Counted(status.AlertsSuppressed),
        AlertsWaiting = Math.Clamp(status.AlertsWaiting, 0, 1_000_000),
        ComparisonsSpared = Counted(status.ComparisonsSpared),
        FacesPostponed = Counted(status.FacesPostponed),
        Cameras = [.. (status.Cameras ?? []).Where(c => c is not null && licence?.Cameras.Any(l => l.CameraId == c.CameraId) == true).DistinctBy(c => c.CameraId).Select(Bounded)],
        // Kept at their alerts; screens read them there.
        Repeats = [],
        At = now,
    };

    /// <summary>An introduction without more than fits: its name comes from its registration.</summary>
    public static WorkerHello Bounded(WorkerHello hello, string name) => hello with
    {
        Name = name,
        Version = Sentence(hello.Version) ?? "unknown",
        Models = (hello.Models ?? new Dictionary<string, string>(StringComparer.Ordinal)).Where(m => m.Key.Length <= 40 && m.Value is { Length: <= 128 })
            .Take(16).ToDictionary(m => m.Key, m => m.Value, StringComparer.Ordinal),
        Problem = Sentence(hello.Problem),
    };

    /// <summary>A report whose numbers were not taken: with those of the one before it, and the reason.</summary>
    public static WorkerStatus WithCountsOf(WorkerStatus? before, WorkerStatus report, string problem)
    {
        var known = before?.LicenceId == report.LicenceId ? before : null;
        return report with
        {
            Problem = problem,
            FacesCompared = known?.FacesCompared ?? 0,
            Comparisons = known?.Comparisons ?? 0,
            FacesDiscarded = known?.FacesDiscarded ?? 0,
            AlertsRaised = known?.AlertsRaised ?? 0,
            AlertsSuppressed = known?.AlertsSuppressed ?? 0,
            ComparisonsSpared = known?.ComparisonsSpared ?? 0,
            FacesPostponed = known?.FacesPostponed ?? 0,
        };
    }

    private static CameraStatus Bounded(CameraStatus camera) => camera with
    {
        State = Enum.IsDefined(camera.State) ? camera.State : CameraState.Failed,
        FramesPerSecond = Measured(camera.FramesPerSecond, 1000) ?? 0,
        FramesRead = Counted(camera.FramesRead),
        FramesDropped = Counted(camera.FramesDropped),
        FramesStale = Counted(camera.FramesStale),
        FramesDamaged = Counted(camera.FramesDamaged),
        DetectEvery = Math.Clamp(camera.DetectEvery, 1, 1000),
        MedianLatency = Measured(camera.MedianLatency, 3_600_000),
        SlowestLatency = Measured(camera.SlowestLatency, 3_600_000),
        Problem = Sentence(camera.Problem),
    };

    private static long Counted(long number) => Math.Clamp(number, 0, MostCounted);

    // What is no number is not measured: no bound would hold it.
    private static double? Measured(double? given, double most) => given is { } number && !double.IsNaN(number) ? Math.Clamp(number, 0, most) : null;

    private static string? Sentence(string? given)
    {
        if (string.IsNullOrWhiteSpace(given))
            return null;
        var plain = string.Concat(given.Take(LongestSentence).Where(c => !char.IsControl(c) && char.GetUnicodeCategory(c) is not System.Globalization.UnicodeCategory.Format));
        return string.IsNullOrWhiteSpace(plain) ? null : plain;
    }
}
