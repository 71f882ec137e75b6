using System.Text.Json;
using Lfr.Shared.Live;

namespace Lfr.Tests.Worker;

/// <summary>Worker and web may be of different versions: what one of them does not know must not keep them apart.</summary>
public sealed class WorkerContractTests
{
    private static readonly JsonSerializerOptions Wire = new(JsonSerializerDefaults.Web);

    private static readonly WorkerStatus Status = new(
        Guid.Empty, WorkerState.Running, Guid.Empty, null, 10, 40, 9, 1, 0, 0,
        [new CameraStatus(Guid.Empty, CameraState.Ok, 12.5, 300, 20, null, 40, 90) { FramesStale = 3, DetectEvery = 2 }], DateTimeOffset.UnixEpoch)
    {
        ComparisonsSpared = 70,
        FacesPostponed = 5,
    };

    [Fact]
    public void Status_ComesBackAsItWasSent()
    {
        var read = JsonSerializer.Deserialize<WorkerStatus>(JsonSerializer.Serialize(Status, Wire), Wire)!;

        Assert.Equal(Status.Cameras, read.Cameras);
        Assert.Equal(Status with { Cameras = [] }, read with { Cameras = [] });
    }

    [Fact]
    public void Status_OfAnOlderWorker_WhichDoesNotCountTheStages_IsRead()
    {
        var id = Guid.Empty;
        var read = JsonSerializer.Deserialize<WorkerStatus>(
            $$"""
            {
              "workerId": "{{id}}", "state": 2, "licenceId": "{{id}}", "problem": null, "facesCompared": 10, "comparisons": 40, "facesDiscarded": 9,
              "alertsRaised": 1, "alertsSuppressed": 0, "alertsWaiting": 0, "at": "1970-01-01T00:00:00+00:00",
              "cameras": [{ "cameraId": "{{id}}", "state": 1, "framesPerSecond": 12.5, "framesRead": 300, "framesDropped": 20, "problem": null }]
            }
            """,
            Wire)!;

        Assert.Equal((10, 0, 0), (read.FacesCompared, read.ComparisonsSpared, read.FacesPostponed));
        var camera = Assert.Single(read.Cameras);
        Assert.Equal((20, 0, 1), (camera.FramesDropped, camera.FramesStale, camera.DetectEvery));
    }

    [Fact]
    public void Status_OfANewerWorker_WhichSaysMore_IsRead()
    {
        var sent = JsonSerializer.Serialize(Status, Wire).Replace("\"facesCompared\"", "\"unheardOf\":{\"a\":1},\"facesCompared\"", StringComparison.Ordinal);

        Assert.Equal(10, JsonSerializer.Deserialize<WorkerStatus>(sent, Wire)!.FacesCompared);
    }
}
