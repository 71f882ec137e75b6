using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Features.Live.Queries;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>Whether each camera works and how busy it is, and what was counted. Never who walks by.</summary>
public sealed partial class LiveCameras
{
    /// <summary>Room.</summary>
    [Parameter]
    [EditorRequired]
    public LiveRoom Room { get; set; } = null!;

    /// <summary>The worker that runs it.</summary>
    [Parameter]
    public WorkerView? Worker { get; set; }

    /// <summary>Now.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    [Inject]
    private WorkerFleet Fleet { get; set; } = null!;

    private Proportion FalseShare => new(Room.Tally.Wrong, Room.Counters.FacesCompared);

    /// <summary>What the worker says of this run; <see langword="null"/> while it says nothing.</summary>
    private WorkerStatus? Report =>
        Worker is { IsConnected: true, Status: { } status } && Room.Run is { } run && status.LicenceId == run.LicenceId ? status : null;

    private CameraStatus? StatusOf(LiveCamera camera) => Report?.Cameras.FirstOrDefault(c => c.CameraId == camera.Id);

    private string? TileOf(LiveCamera camera) =>
        Room is { IsRunning: true, Run: { WorkerId: { } worker, LicenceId: var licence } } && Fleet.Tile(worker, licence, camera.Id) is { } tile ? "data:image/png;base64," + Convert.ToBase64String(tile.Png) : null;

    private static string Class(CameraStatus? status) => status?.State switch
    {
        CameraState.Ok => "ok",
        CameraState.Opening => "warn",
        null => "none",
        _ => "bad",
    };

    /// <summary>How the camera works; while the worker is paused nothing of it is compared, however well it works.</summary>
    private string InWords(CameraStatus status) => (Report?.State, status.State) switch
    {
        // The record says so first; the worker's own word follows within a second.
        _ when Room.State == Lfr.Shared.Deployments.DeploymentState.Paused => "paused",
        (WorkerState.Paused, CameraState.Ok) => "paused",
        (_, CameraState.Ok) => $"{Words.Number(status.FramesPerSecond)} fps ok",
        _ => LiveAlarm.WordOf(status.State),
    };

    /// <summary>How late the slowest camera is: median and slowest of a hundred frames; nothing while no frame was analysed.</summary>
    private string? Delay => Room.Cameras.Select(StatusOf).MaxBy(status => status?.SlowestLatency) is { MedianLatency: { } median, SlowestLatency: { } slowest }
        ? $"{Words.Number(median)} ms, slowest {Words.Number(slowest)}"
        : null;

    private string Interval => FalseShare.IntervalInWords is { } interval ? $"n = {Words.Number(FalseShare.Of)} faces, 95 %: {interval}" : "nothing compared yet";
}
