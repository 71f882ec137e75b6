using Lfr.Inference.Hosting;
using Lfr.Shared.Live;

namespace Lfr.Tests.Worker;

/// <summary>A worker's key is made whole or not at all, is read by its account only, and is checked whenever it is read.</summary>
public sealed class WorkerIdentityTests : IDisposable
{
    private readonly string data = Directory.CreateTempSubdirectory("lfr-worker").FullName;

    private string KeyFile => Path.Combine(data, "worker.key");

    [Fact]
    public void Worker_KeepsItsKey_AndItsIdFollowsFromIt()
    {
        using var first = WorkerIdentity.ReadOrCreate(data);
        using var second = WorkerIdentity.ReadOrCreate(data);

        Assert.Equal(first.Id, second.Id);
        Assert.Equal(RegisteredWorker.IdOf(first.PublicKey), first.Id);
        Assert.Equal(["worker.key", "worker.public.pem"], Directory.GetFiles(data).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void StartsAtOnce_AgreeOnOneKey()
    {
        var ids = new Guid[8];

        Parallel.For(0, ids.Length, i =>
        {
            using var identity = WorkerIdentity.ReadOrCreate(data);
            ids[i] = identity.Id;
        });

        Assert.Single(ids.Distinct());
        Assert.DoesNotContain(Directory.GetFiles(data), f => f.EndsWith(".tmp", StringComparison.Ordinal));
    }

    [Fact]
    public void Key_IsReadableByItsAccountOnly()
    {
        using var identity = WorkerIdentity.ReadOrCreate(data);

        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows guards the file by its folder's access list.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(KeyFile));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\u00a0")]
    [InlineData("thirty-two bytes of something el")]
    public void FileThatIsNoKey_IsRefused_AndStaysAsItIs(string content)
    {
        File.WriteAllText(KeyFile, content);

        Assert.Contains("does not hold a worker's key", Assert.Throws<InvalidDataException>(() => WorkerIdentity.ReadOrCreate(data)).Message, StringComparison.Ordinal);
        Assert.Equal(content, File.ReadAllText(KeyFile));
    }

    [Fact]
    public void KeyThatWasCutShort_IsRefused()
    {
        WorkerIdentity.ReadOrCreate(data).Dispose();
        File.WriteAllBytes(KeyFile, File.ReadAllBytes(KeyFile)[..^20]);

        Assert.Throws<InvalidDataException>(() => WorkerIdentity.ReadOrCreate(data));
    }

    public void Dispose() => Directory.Delete(data, recursive: true);
}
