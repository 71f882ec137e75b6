using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Live;

/// <summary>Something about the feed that is not as it seems; shown loudly, above everything else.</summary>
/// <param name="Sentence">What people must know.</param>
/// <param name="Grave">Whether nothing is compared at all because of it.</param>
/// <param name="IsLate">Whether it means that the figures on the screen are old.</param>
public sealed record LiveAlarm(string Sentence, bool Grave, bool IsLate = false)
{
    /// <summary>A worker reports every second; after this long without a word its figures are old. The room looks every second, so that it says so within three.</summary>
    public static readonly TimeSpan Late = TimeSpan.FromSeconds(2);

    /// <summary>After this long without a word from a worker something is wrong.</summary>
    public static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    /// <summary>So long the screen says that a worker came in on a second connection.</summary>
    private static readonly TimeSpan SecondShown = TimeSpan.FromMinutes(10);

    /// <summary>What the alarm is about: it stays the same alarm while figures in its sentence grow, and is not announced again.</summary>
    public string Key { get; init; } = Sentence;

    /// <summary>Whether what the screen shows cannot be relied on.</summary>
    public bool PutsFiguresInDoubt => Grave || IsLate;

    /// <summary>What is wrong now, the gravest first.</summary>
    /// <param name="room">The room.</param>
    /// <param name="worker">The worker that runs the licence; <see langword="null"/> when none does.</param>
    /// <param name="screenIsWhole">Whether the screen has every alert.</param>
    /// <param name="now">Now.</param>
    public static IReadOnlyList<LiveAlarm> Of(LiveRoom room, WorkerView? worker, bool screenIsWhole, DateTimeOffset now)
    {
        var alarms = new List<LiveAlarm>();
        if (!screenIsWhole)
            alarms.Add(new LiveAlarm("Some alerts have not reached this screen yet. It is asking for them.", false));
        if (room.CountsDoubted is { } doubted)
            alarms.Add(new LiveAlarm(doubted, false));
        foreach (var engine in room.NotConfirmed)
        {
            if (engine is { EndedAt: { } ended, SurelyIdleAt: { } idle })
                alarms.Add(new LiveAlarm($"Not confirmed: {engine.WorkerName} has not said that it stopped at {Words.TimeWithSeconds(ended)}. {Until(engine, now, idle)}", true));
        }

        if (room is not { IsRunning: true, Run: { } run })
            return alarms;
        // A doubt is said beside the count; only a broken limit that Silver has not decided about interrupts.
        if (room is { AwaitsSilver: true, FalseAlerts: { } many })
            alarms.Add(new LiveAlarm($"{many.Sentence} {Remedy.Of(many)}", false) { Key = "false alerts" });
        if (room.Unconfirmed.Count > 0)
            alarms.Add(new LiveAlarm($"The worker has not confirmed yet that it no longer looks for {Words.AndList(room.Unconfirmed)}. Without that the run stops within {Words.Duration(Withdrawal.Patience)}.", false));
        if (worker is null)
            alarms.Add(new LiveAlarm("No recognition worker runs this deployment. Nothing is compared.", true));
        else if (!worker.IsConnected)
            alarms.Add(new LiveAlarm($"{worker.Hello.Name} lost its connection to Lfr. {Without(run, now)} Its alerts wait there until it is back.", true));
        else if (worker.Status is not { } status || status.LicenceId != run.LicenceId)
            AddUnlessStarting(alarms, run, now);
        else
            AddWorker(alarms, room, worker, status, now);
        return [.. alarms.OrderByDescending(a => a.Grave)];
    }

    /// <summary>A camera's state in a word.</summary>
    public static string WordOf(CameraState state) => state switch
    {
        CameraState.Opening => "opening",
        CameraState.Ok => "ok",
        CameraState.Stalled => "stalled",
        CameraState.Frozen => "frozen",
        CameraState.Failed => "failed",
        CameraState.Ended => "ended",
        CameraState.Damaged => "damaged",
        _ => throw new ArgumentOutOfRangeException(nameof(state), state, "Unknown state."),
    };

    private static string Without(LiveRun run, DateTimeOffset now) => run.OfflineUntil switch
    {
        null => $"It compares nothing after {Words.Duration(Lease.Term)} without it.",
        { } until when now < until => $"It may go on comparing until {Words.TimeWithSeconds(until)}, as authorised. Stop does not reach it meanwhile: the key at the van does.",
        { } until => $"It compares nothing since {Words.TimeWithSeconds(until)}.",
    };

    private static string Until(WorkerAssignment last, DateTimeOffset now, DateTimeOffset idle) => (last.OfflineMinutes > 0, now < idle) switch
    {
        (true, true) => $"Without a connection it may compare until {Words.TimeWithSeconds(idle)}. Stop does not reach it: somebody has to press the key at the van.",
        (true, false) => $"What it may do without a connection ended at {Words.TimeWithSeconds(idle)}.",
        (false, true) => $"Without Lfr it compares nothing from {Words.TimeWithSeconds(idle)}.",
        (false, false) => $"Its lease ended at {Words.TimeWithSeconds(idle)}.",
    };

    private static void AddUnlessStarting(List<LiveAlarm> alarms, LiveRun run, DateTimeOffset now)
    {
        if ((now - run.StartedAt).Duration() > Silence)
            alarms.Add(new LiveAlarm("The recognition worker has not taken up the run yet. Nothing is compared.", true));
    }

    private static void AddWorker(List<LiveAlarm> alarms, LiveRoom room, WorkerView worker, WorkerStatus status, DateTimeOffset now)
    {
        var name = worker.Hello.Name;
        // Either way: a report from the future came before the clock was set back, and nothing came since.
        var age = (now - status.At).Duration();
        // A moment, not a duration: the sentence is announced once, not every second.
        if (age >= Late)
            alarms.Add(new LiveAlarm($"{name} last reported at {Words.TimeWithSeconds(status.At)}. The cameras and figures may be out of date.", age > Silence, IsLate: true));
        if (worker.SecondAt is { } twice && now - twice < SecondShown)
            alarms.Add(new LiveAlarm($"{name} came in on a second connection at {Words.TimeWithSeconds(twice)}. {NoteSecondConnection.Doubt}", true));
        if (status.State == WorkerState.Refused)
            alarms.Add(new LiveAlarm($"{name} refused the licence. {status.Problem}", true));
        else if (room.State == DeploymentState.Live && status.State is WorkerState.Idle or WorkerState.Paused && age <= Silence)
            alarms.Add(new LiveAlarm($"{name} compares nothing at the moment.", true));
        else if (status.Problem is { Length: > 0 } problem && status.Cameras.All(c => !string.Equals(c.Problem, problem, StringComparison.Ordinal)))
            alarms.Add(new LiveAlarm(problem, false));
        foreach (var camera in status.Cameras.Where(c => c.State is CameraState.Stalled or CameraState.Frozen or CameraState.Failed or CameraState.Ended or CameraState.Damaged))
        {
            var called = room.Cameras.FirstOrDefault(c => c.Id == camera.CameraId)?.Name ?? "A camera";
            alarms.Add(new LiveAlarm(camera.Problem ?? $"{called}: {Happened(camera.State)}", false));
        }

        if (status.AlertsWaiting > 0)
            alarms.Add(new LiveAlarm(status.AlertsWaiting == 1 ? "One alert still waits on the worker." : $"{status.AlertsWaiting} alerts still wait on the worker.", false));
    }

    private static string Happened(CameraState state) => state switch
    {
        CameraState.Stalled => "no new picture arrives.",
        CameraState.Frozen => "the picture does not change.",
        CameraState.Damaged => "parts of its pictures are lost on the way.",
        CameraState.Failed => "it cannot be opened; Lfr tries again.",
        _ => "the video came to its end.",
    };
}
