using Lfr.Inference.Galleries;
using Lfr.Inference.Hosting;
using Lfr.Inference.Publishing;
using Lfr.Shared.Live;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Tests.Worker;

/// <summary>A van without a connection, whose licence lets it go on for half an hour, and whose window is over in ten minutes.</summary>
public sealed class SetBackClockTests : IDisposable
{
    private readonly SetClock time = new();
    private readonly string data = Directory.CreateTempSubdirectory("lfr-van").FullName;
    private readonly LicenceSession van;

    public SetBackClockTests()
    {
        var (now, worker) = (time.GetUtcNow(), Guid.CreateVersion7());
        var licence = new DeploymentLicence(
            Guid.CreateVersion7(), Guid.CreateVersion7(), "2026-001", now.AddMinutes(-1), now.AddMinutes(10), [], 0.54f, 3, 300, 48, new Dictionary<string, string>(), "", 0, "uk-2026.1", now)
        {
            Offline = new LicensedOffline(worker, 30),
        };
        van = new LicenceSession(
            licence, new Dictionary<Guid, string>(), TestModels.OpenOrSkip(), Gallery.Load([]), new AlertOutbox(data, licence.LicenceId, new byte[32], licence.NotAfter), null, false,
            time.GetTimestamp(), () => true, () => true, worker, static () => { }, time, NullLogger.Instance);
    }

    public void Dispose()
    {
        van.Dispose();
        van.Outbox.Dispose();
        Directory.Delete(data, recursive: true);
    }

    [Theory]
    [InlineData(-120)]
    [InlineData(-1)]
    [InlineData(5)]
    public void VanWhoseClockIsSet_ComparesNothing_AndSaysWhy_UntilLfrConfirmsTheRun(int minutes)
    {
        Assert.True(van.MayCompare);

        time.Set = TimeSpan.FromMinutes(minutes);

        Assert.False(van.MayCompare);
        var status = van.Status(Guid.Empty, null);
        Assert.Equal(WorkerState.Paused, status.State);
        Assert.Contains("clock was set", status.Problem, StringComparison.Ordinal);

        time.Set = TimeSpan.Zero;
        time.Advance(TimeSpan.FromSeconds(1));
        van.Confirm(time.GetTimestamp());
        Assert.True(van.MayCompare);
    }

    [Fact]
    public void ClockSetBackByLessThanClocksDrift_MakesTheWindowNoLonger()
    {
        time.Set = TimeSpan.FromSeconds(-4);
        time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        Assert.True(van.MayCompare);

        time.Advance(TimeSpan.FromSeconds(1));

        Assert.True(time.GetUtcNow() < van.Licence.NotAfter);
        Assert.False(van.MayCompare);
        Assert.True(van.IsOver);
    }

    /// <summary>Its allowance counts only while the outbox takes what the web cannot: nothing is compared that cannot be recorded.</summary>
    [Fact]
    public void VanWhoseDiskTakesNoAlert_ComparesNothingBeyondItsLease()
    {
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.True(van.MayCompare);
        Directory.Delete(Path.Combine(data, "outbox"), recursive: true);
        File.WriteAllText(Path.Combine(data, "outbox"), "A file where the folder was.");

        van.Outbox.Put(new AlertMessage(
            Guid.CreateVersion7(), van.Licence.LicenceId, Guid.CreateVersion7(), Guid.CreateVersion7(), time.GetUtcNow(), TimeSpan.Zero, 1, 0.8f, 0.3f, 0.54f, 3, 4, new FaceBox(1, 1, 9, 9), new FaceQuality(120, 50, 300, 120, 3, 1, 20, 0.99f), [], [], []));

        Assert.False(van.MayCompare);
        Assert.Contains("not confirmed this run for 300 s", van.Status(Guid.Empty, null).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void AnswerThatWasOvertaken_ConfirmsNothingAnew()
    {
        var asked = time.GetTimestamp();
        time.Advance(TimeSpan.FromMinutes(1));
        van.Confirm(time.GetTimestamp());
        time.Set = TimeSpan.FromMinutes(-2);

        van.Confirm(asked);

        Assert.False(van.MayCompare);
    }
}
