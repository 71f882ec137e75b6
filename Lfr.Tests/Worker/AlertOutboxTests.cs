using System.Security.Cryptography;
using Lfr.Inference.Publishing;
using Lfr.Shared.Live;

namespace Lfr.Tests.Worker;

public sealed class AlertOutboxTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly string data = Directory.CreateTempSubdirectory("lfr-outbox").FullName;
    private readonly byte[] key = RandomNumberGenerator.GetBytes(32);
    private readonly Guid licence = Guid.CreateVersion7(Noon);

    public void Dispose() => Directory.Delete(data, recursive: true);

    [Fact]
    public void Alerts_SurviveTheProcess_AndComeBackOldestFirst()
    {
        var alerts = Enumerable.Range(0, 5).Select(i => Alert(Noon.AddSeconds(i))).ToArray();
        using (var before = Open())
        {
            foreach (var alert in alerts.Reverse())
                before.Put(alert);
        }

        using var after = Open();
        Assert.Equal(alerts.Select(a => a.AlertId), after.Waiting());
        var read = after.Get(alerts[0].AlertId)!;
        Assert.Equal(alerts[0].EntryId, read.EntryId);
        Assert.Equal(alerts[0].ProbeTemplate, read.ProbeTemplate);
        Assert.Equal(alerts[0].ContextImage, read.ContextImage);
    }

    [Fact]
    public void SameAlert_PutTwice_WaitsOnce()
    {
        using var outbox = Open();
        var alert = Alert(Noon);
        outbox.Put(alert);
        outbox.Put(alert);
        Assert.Equal(1, outbox.Count);
        outbox.Remove(alert.AlertId);
        outbox.Remove(alert.AlertId);
        Assert.Equal(0, outbox.Count);
    }

    [Fact]
    public void Alert_OnDisk_IsNoise_WithoutItsKey()
    {
        var alert = Alert(Noon);
        using (var outbox = Open())
            outbox.Put(alert);
        var file = File.ReadAllBytes(Directory.GetFiles(data, "*.alert", SearchOption.AllDirectories).Single());
        Assert.Equal(-1, file.AsSpan().IndexOf(alert.ProbeTemplate.AsSpan(0, 16)));
        Assert.Equal(-1, file.AsSpan().IndexOf("EntryId"u8));
        Assert.Equal(-1, file.AsSpan().IndexOf("entryId"u8));

        RandomNumberGenerator.Fill(key);
        using var stranger = Open();
        Assert.Null(stranger.Get(alert.AlertId));
    }

    [Fact]
    public void Alert_ThatWasAltered_OrMovedToAnotherLicence_DoesNotOpen()
    {
        var (one, other) = (Alert(Noon), Alert(Noon.AddSeconds(1)));
        using var outbox = Open();
        outbox.Put(one);
        outbox.Put(other);
        var folder = Path.Combine(data, "outbox", licence.ToString("D"));
        File.Copy(Path.Combine(folder, $"{one.AlertId:D}.alert"), Path.Combine(folder, $"{other.AlertId:D}.alert"), overwrite: true);
        Assert.Null(outbox.Get(other.AlertId));
        var path = Path.Combine(folder, $"{one.AlertId:D}.alert");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);
        Assert.Null(outbox.Get(one.AlertId));
        File.WriteAllBytes(path, []);
        Assert.Null(outbox.Get(one.AlertId));
    }

    [Fact]
    public void HalfWrittenAlert_OfAKilledProcess_IsForgotten()
    {
        using (Open())
            File.WriteAllText(Path.Combine(data, "outbox", licence.ToString("D"), "x.alert.tmp"), "half");
        using var outbox = Open();
        Assert.Equal(0, outbox.Count);
        Assert.Empty(Directory.GetFiles(data, "*.tmp", SearchOption.AllDirectories));
    }

    [Fact]
    public void Licence_ThatRanOut_LeavesNothing()
    {
        using (var outbox = Open())
            outbox.Put(Alert(Noon));
        AlertOutbox.DeleteExpired(data, Noon.AddHours(1).AddSeconds(-1));
        Assert.Single(Directory.GetFiles(data, "*.alert", SearchOption.AllDirectories));
        AlertOutbox.DeleteExpired(data, Noon.AddHours(1));
        Assert.Empty(Directory.GetFiles(data, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public void Licences_ThatTheWebNoLongerHas_LeaveNothing()
    {
        using (var outbox = Open())
            outbox.Put(Alert(Noon));
        AlertOutbox.DeleteExcept(data, [licence]);
        Assert.Single(Directory.GetFiles(data, "*.alert", SearchOption.AllDirectories));
        AlertOutbox.DeleteExcept(data, []);
        Assert.Empty(Directory.GetDirectories(Path.Combine(data, "outbox")));
    }

    [Fact]
    public void Alert_ThatTheDiskDoesNotTake_WaitsInMemory()
    {
        using var outbox = Open();
        var folder = Path.Combine(data, "outbox", licence.ToString("D"));
        Directory.Delete(folder, recursive: true);
        File.WriteAllText(folder, "in the way");
        var alert = Alert(Noon);
        outbox.Put(alert);
        Assert.Equal([alert.AlertId], outbox.Waiting());
        Assert.Same(alert, outbox.Get(alert.AlertId));
        Assert.NotNull(outbox.Problem);
        outbox.Remove(alert.AlertId);
        Assert.Null(outbox.Problem);
        File.Delete(folder);
    }

    private AlertOutbox Open() => new(data, licence, key, Noon.AddHours(1));

    private AlertMessage Alert(DateTimeOffset at) => new(
        Guid.CreateVersion7(at), licence, Guid.CreateVersion7(at), Guid.CreateVersion7(at), at, TimeSpan.FromSeconds(1), 12, 0.7f, 0.3f, 0.54f, 3, 5,
        new FaceBox(1, 2, 3, 4), new FaceQuality(60, 20, 100, 120, 3, 4, 3, 0.9f),
        RandomNumberGenerator.GetBytes(2048), RandomNumberGenerator.GetBytes(500), RandomNumberGenerator.GetBytes(900));
}
