using System.Runtime.InteropServices;
using Lfr.Inference.Hosting;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using MessagePack;

namespace Lfr.Tests.Worker;

/// <summary>Worker and web may be of different versions: what one of them does not know must not keep them apart.</summary>
public sealed class WorkerContractTests
{
    private static readonly WorkerStatus Status = new(
        Guid.Empty, WorkerState.Running, Guid.Empty, null, 10, 40, 9, 1, 0, 0,
        [new CameraStatus(Guid.Empty, CameraState.Ok, 12.5, 300, 20, null, 40, 90) { FramesStale = 3, DetectEvery = 2, FramesDamaged = 7 }], DateTimeOffset.UnixEpoch)
    {
        ComparisonsSpared = 70,
        FacesPostponed = 5,
        Repeats = [new RepeatedPass(Guid.Empty, Guid.Empty, Guid.Empty, DateTimeOffset.UnixEpoch, 0.61f)],
        StoppedHereAt = new DateTimeOffset(2026, 6, 5, 10, 30, 0, TimeSpan.FromHours(1)).AddTicks(1),
    };

    [Fact]
    public void Status_ComesBackAsItWasSent()
    {
        var read = Sent(Status);

        Assert.Equal(Status.Cameras, read.Cameras);
        Assert.Equal(Status.Repeats, read.Repeats);
        Assert.Equal(Status with { Cameras = [], Repeats = [] }, read with { Cameras = [], Repeats = [] });
    }

    [Fact]
    public void Grant_ComesBackAsItWasSent_ToTheByte()
    {
        var grant = new LicenceGrant(new SignedLicence([1, 2, 3, 255], [4, 0]), [5, 6], true) { Withdrawn = [Given.Id(7), Given.Id(8)], CameraPasswords = new Dictionary<Guid, string> { [Given.Id(9)] = "p@ss" } };

        var read = Sent(grant);

        Assert.Equal([.. grant.Licence.Payload, .. grant.Licence.Signature, .. grant.OutboxKey], (byte[])[.. read.Licence.Payload, .. read.Licence.Signature, .. read.OutboxKey]);
        Assert.True(read.Paused);
        Assert.Equal(grant.Withdrawn, read.Withdrawn);
        Assert.Equal(grant.CameraPasswords, read.CameraPasswords);
    }

    [Fact]
    public void Gallery_HasTheSameHashAfterTheWire()
    {
        GalleryRow[] rows = [.. Enumerable.Range(1, 300).Select(n => new GalleryRow(Given.Id(n), MemoryMarshal.AsBytes(Enumerable.Repeat(1f / n, 512).ToArray().AsSpan()).ToArray()))];

        Assert.Equal(GalleryDigest.Compute(rows), GalleryDigest.Compute(Sent(rows)));
    }

    [Fact]
    public void Status_OfAnOlderWorker_WhichDoesNotCountTheStages_IsRead()
    {
        var read = Read<WorkerStatus>(Older());

        Assert.Equal((10, 0, 0), (read.FacesCompared, read.ComparisonsSpared, read.FacesPostponed));
        var camera = Assert.Single(read.Cameras);
        Assert.Equal((20, 0, 1, 0), (camera.FramesDropped, camera.FramesStale, camera.DetectEvery, camera.FramesDamaged));
        Assert.Empty(read.Repeats);
    }

    [Fact]
    public void Grant_OfAnOlderWeb_WhichNamesNobodyAsWithdrawn_IsRead() =>
        Assert.Empty(Read<LicenceGrant>(new() { ["Licence"] = null, ["OutboxKey"] = new byte[32], ["Paused"] = false }).Withdrawn);

    [Fact]
    public void Status_OfANewerWorker_WhichSaysMore_IsRead()
    {
        var newer = Older();
        newer["UnheardOf"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["A"] = 1 };
        newer["State"] = 99;

        var read = Read<WorkerStatus>(newer);

        Assert.Equal((10, (WorkerState)99), (read.FacesCompared, read.State));
    }

    private static Dictionary<string, object?> Older() => new(StringComparer.Ordinal)
    {
        ["WorkerId"] = Guid.Empty.ToString(),
        ["State"] = 2,
        ["LicenceId"] = Guid.Empty.ToString(),
        ["Problem"] = null,
        ["FacesCompared"] = 10,
        ["Comparisons"] = 40,
        ["FacesDiscarded"] = 9,
        ["AlertsRaised"] = 1,
        ["AlertsSuppressed"] = 0,
        ["AlertsWaiting"] = 0,
        ["At"] = new object[] { DateTime.UnixEpoch, 0 },
        ["Cameras"] = new object[]
        {
            new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["CameraId"] = Guid.Empty.ToString(), ["State"] = 1, ["FramesPerSecond"] = 12.5, ["FramesRead"] = 300, ["FramesDropped"] = 20, ["Problem"] = null,
            },
        },
    };

    private static T Sent<T>(T message) => MessagePackSerializer.Deserialize<T>(MessagePackSerializer.Serialize(message, WorkerProtocol.Options), WorkerProtocol.Options);

    private static T Read<T>(Dictionary<string, object?> message) => MessagePackSerializer.Deserialize<T>(MessagePackSerializer.Serialize(message, WorkerProtocol.Options), WorkerProtocol.Options);
}
