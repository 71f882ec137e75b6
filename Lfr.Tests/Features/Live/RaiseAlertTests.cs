using Lfr.Tests.Policy;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Watchlists.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

public class RaiseAlertTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Alert_HandedOverTwice_IsAcknowledgedTwiceAndKeptOnce()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        var first = await rig.RaiseAsync();
        var second = await rig.RaiseAsync();

        Assert.Equal((true, 1), (first.Accepted, first.Sequence));
        Assert.Equal(first with { WasThere = true }, second);
        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.Alerts.CountAsync(Cancellation)));
        Assert.Equal(3, await rig.App.InDatabaseAsync(db => db.Blobs.CountAsync(b => b.Kind != Lfr.Shared.Biometrics.BlobKind.WatchlistPhotograph && b.Kind != Lfr.Shared.Biometrics.BlobKind.WatchlistTemplate, Cancellation)));
    }

    [Fact]
    public async Task Alerts_RaisedAtOnce_AreNumberedWithoutGaps()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var messages = new List<Lfr.Shared.Live.AlertMessage>();
        for (var number = 1; number <= 20; number++)
            messages.Add(await rig.MessageAsync(number));

        // A worker whose hand-over met somebody else's hands the same alert over again, as its outbox does.
        var acks = await Task.WhenAll(messages.Select(m => Task.Run(async () =>
        {
            while (true)
            {
                try
                {
                    return await rig.Get<RaiseAlert>().RunAsync(m, Cancellation);
                }
                catch (Microsoft.AspNetCore.SignalR.HubException)
                {
                    // Not decided, so not refused: the alert is offered again.
                }
            }
        })));

        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), acks.Select(a => a.Sequence).Order());
        var kept = await rig.App.InDatabaseAsync(db => db.Alerts.OrderBy(a => a.Sequence).Select(a => a.Sequence).ToListAsync(Cancellation));
        Assert.Equal(Enumerable.Range(1, 20).Select(n => (long)n), kept);
    }

    [Fact]
    public async Task Alert_OfAnotherLicence_IsRefused()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        var ack = await rig.Get<RaiseAlert>().RunAsync(await rig.MessageAsync() with { LicenceId = Given.Id(77) }, Cancellation);

        Assert.False(ack.Accepted);
        Assert.Contains("no deployment with this licence", ack.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Alert_ComparedAfterTheWindow_IsRefused()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        var ack = await rig.Get<RaiseAlert>().RunAsync(await rig.MessageAsync() with { RaisedAt = Given.Start.AddHours(8) }, Cancellation);

        Assert.False(ack.Accepted);
    }

    [Fact]
    public async Task Alert_OnACameraThatIsNotLicensed_IsRefused()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        Assert.False((await rig.Get<RaiseAlert>().RunAsync(await rig.MessageAsync() with { CameraId = Given.Id(21) }, Cancellation)).Accepted);
    }

    [Fact]
    public async Task Alert_BelowTheThreshold_IsRefused()
    {
        await using var rig = await LiveRig.StartLiveAsync();

        Assert.False((await rig.Get<RaiseAlert>().RunAsync(await rig.MessageAsync() with { Score = 0.2f }, Cancellation)).Accepted);
    }

    [Fact]
    public async Task Alert_ForAnEntryThatWasTakenOff_IsRefused()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Approver, Given.Id(301), "No longer wanted.", Cancellation));

        var ack = await rig.RaiseAsync();

        Assert.False(ack.Accepted);
        Assert.Contains("no longer, on the list", ack.Refusal, StringComparison.Ordinal);
    }
}
