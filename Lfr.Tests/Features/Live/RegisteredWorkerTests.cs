using System.Security.Cryptography;
using Lfr.Inference.Hosting;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Claims;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Tests.Features.Live;

/// <summary>A worker is its key: an id that is claimed is nobody's, a copy of the web's folder registers nothing, and what is revoked is cut off.</summary>
public class RegisteredWorkerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WorkerThatClaimsAnothersId_IsRefused_AndGetsNothing()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        var licence = (await rig.DeploymentAsync()).CurrentRun!.LicenceId;
        await using var stranger = await rig.SignInAsync(rig.StrangersKey);

        await Assert.ThrowsAsync<HubException>(() => stranger.InvokeAsync<WorkerWelcome>(nameof(IWorkerHub.Hello), LiveRig.Hello(rig.WorkerId), Cancellation));

        await Assert.ThrowsAsync<HubException>(() => stranger.GalleryAsync(licence));
        await Assert.ThrowsAsync<HubException>(async () => await stranger.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), await rig.MessageAsync(), Cancellation));
    }

    [Fact]
    public async Task Worker_IsCalledWhatItWasRegisteredAs_WhateverItSays()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        await using var connection = await rig.SignInAsync(rig.StrangersKey);

        await connection.InvokeAsync<WorkerWelcome>(
            nameof(IWorkerHub.Hello), LiveRig.Hello(RegisteredWorker.IdOf(rig.StrangersKey.ExportSubjectPublicKeyInfo())) with { Name = "Van 2" }, Cancellation);

        Assert.Equal("Van 3", Assert.Single(rig.Get<WorkerFleet>().Workers).Hello.Name);
    }

    [Fact]
    public async Task RunOfAWorkerThatIsRevoked_IsStopped_OnRecord_AlsoWhileTheWorkerIsAway()
    {
        await using var rig = await LiveRig.StartLiveAsync();
        Given.Do(await rig.Get<RevokeWorker>().RunAsync(Actor.System, rig.WorkerId, "Stolen.", Cancellation));

        await rig.Get<RevokedWorkerWatch>().LookAsync(Cancellation);
        await rig.Get<RevokedWorkerWatch>().LookAsync(Cancellation);

        var run = Assert.Single((await rig.DeploymentAsync()).Runs);
        Assert.Equal((Lfr.Shared.Deployments.RunEnd.WorkerRevoked, "Van 2 was revoked at 10:30:00."), (run.End, run.EndReason));
        Assert.Single(await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(StopRevokedRun)).ToListAsync(Cancellation)));
        Assert.Empty(rig.Get<RunHalts>().Unrecorded);
    }

    [Fact]
    public async Task WorkerWhoseAlertsAreRefused_AddsSoManyLinesToTheLog_AndNoMore_AndMayOfferThemAgainLater()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (connection, _) = await rig.ConnectAsync();
        await using var closing = connection;
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var wrong = await rig.MessageAsync() with { EntryId = Given.Id(999) };
        for (var i = 0; i < 20; i++)
            Assert.False((await connection.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), wrong with { AlertId = Given.Id(6000 + i) }, Cancellation)).Accepted);

        var waits = await Assert.ThrowsAsync<HubException>(async () => await connection.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), await rig.MessageAsync(2), Cancellation));

        Assert.Contains("It offers this one again.", waits.Message, StringComparison.Ordinal);
        Assert.Equal(20, await rig.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(Lfr.Web.Features.Live.Commands.RaiseAlert), Cancellation)));
        rig.Clock.AdjustTime(rig.Clock.GetUtcNow().AddMinutes(1));
        Assert.True((await connection.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), await rig.MessageAsync(2), Cancellation)).Accepted);
    }

    /// <summary>A stolen worker whose alerts fit: people decide about each, and must be able to. None is lost.</summary>
    [Fact]
    public void MoreFittingAlertsThanAnybodyCanAnswer_WaitWithTheWorker()
    {
        var (refusals, now) = (new WorkerRefusals(NullLogger<WorkerRefusals>.Instance), Given.Start);
        for (var i = 0; i < WorkerRefusals.MostAlertsAMinute; i++)
        {
            Assert.True(refusals.MayOffer(Given.Id(1), Given.Id(2), now));
            refusals.CountAlert(Given.Id(1), Given.Id(2), refused: false, now);
        }

        Assert.False(refusals.MayOffer(Given.Id(1), Given.Id(2), now.AddSeconds(59)));
        Assert.True(refusals.MayOffer(Given.Id(1), Given.Id(3), now));
        Assert.True(refusals.MayOffer(Given.Id(1), Given.Id(2), now.AddSeconds(60)));
    }

    [Fact]
    public async Task AlertThatIsHandedOverAgainAndAgain_AddsSoManyLinesToTheLog_AndNoMore()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var (connection, _) = await rig.ConnectAsync();
        await using var closing = connection;
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        var alert = await rig.MessageAsync();
        for (var i = 0; i < 21; i++)
            Assert.True((await connection.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), alert, Cancellation)).Accepted);

        await Assert.ThrowsAsync<HubException>(() => connection.InvokeAsync<AlertAck>(nameof(IWorkerHub.RaiseAlert), alert, Cancellation));

        Assert.Equal(21, await rig.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(Lfr.Web.Features.Live.Commands.RaiseAlert), Cancellation)));
    }

    [Fact]
    public async Task WorkerThatGoesWhileItIntroducesItself_IsAway()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        for (var i = 0; i < 30; i++)
        {
            var connection = await rig.SignInAsync(rig.WorkerKey);
            var introduced = connection.InvokeAsync<WorkerWelcome>(nameof(IWorkerHub.Hello), LiveRig.Hello(rig.WorkerId), Cancellation);
            await connection.DisposeAsync();
            // Whichever of the two came first.
            await introduced.ContinueWith(static _ => { }, TaskScheduler.Default);
        }

        await Eventually.HoldsAsync(() => rig.Get<WorkerConnections>().Workers.Count == 0, "every connection is gone");
        await Eventually.HoldsAsync(() => rig.Get<WorkerFleet>().Workers.All(w => !w.IsConnected), "the fleet knows that it is away");
    }

    [Fact]
    public async Task WorkerThatIsRevoked_IsCutOffAtOnce()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var closed = new TaskCompletionSource();
        var (connection, _) = await rig.ConnectAsync(listen: c => c.Closed += _ => { closed.TrySetResult(); return Task.CompletedTask; });
        await using var closing = connection;

        Given.Do(await rig.Get<RevokeWorker>().RunAsync(Actor.System, rig.WorkerId, "Stolen.", Cancellation));

        await closed.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        await Eventually.HoldsAsync(() => rig.Get<WorkerFleet>().Workers.All(w => !w.IsConnected), "the fleet knows that it is away");
        await Assert.ThrowsAsync<HttpRequestException>(() => rig.ConnectAsync());
    }

    [Fact]
    public async Task WorkerThatAnotherProgramRevoked_IsCutOffWithTheNextLook_IntroducedOrNot()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        var closed = new TaskCompletionSource();
        await using var connection = await rig.SignInAsync(rig.WorkerKey, c => c.Closed += _ => { closed.TrySetResult(); return Task.CompletedTask; });
        var (other, _) = await rig.ConnectAsync(rig.StrangersKey);
        await using var closing = other;
        await rig.App.InDatabaseAsync(async db =>
        {
            (await db.RegisteredWorkers.SingleAsync(w => w.Id == rig.WorkerId, Cancellation)).Revoke("Lfr", rig.Clock.GetUtcNow());
            return await db.SaveChangesAsync(Cancellation);
        });

        await rig.Get<RevokedWorkerWatch>().LookAsync(Cancellation);

        await closed.Task.WaitAsync(TimeSpan.FromMinutes(1), Cancellation);
        Assert.Equal(HubConnectionState.Connected, other.State);
    }

    [Fact]
    public async Task CoHostedWorker_RegistersItself_AndAKeyThatItHadBeforeIsRevoked()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        using var before = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var after = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var register = rig.Get<RegisterCoHostedWorker>();
        Given.Do(await register.RunAsync(before.ExportSubjectPublicKeyInfo(), Cancellation));
        Given.Do(await register.RunAsync(before.ExportSubjectPublicKeyInfo(), Cancellation));

        Given.Do(await register.RunAsync(after.ExportSubjectPublicKeyInfo(), Cancellation));

        var rows = await rig.App.InDatabaseAsync(db => db.RegisteredWorkers.AsNoTracking().Where(w => w.IsCoHosted).ToDictionaryAsync(w => w.Id, w => w.RevokedAt, Cancellation));
        Assert.Equal(2, rows.Count);
        Assert.NotNull(rows[RegisteredWorker.IdOf(before.ExportSubjectPublicKeyInfo())]);
        Assert.Null(rows[RegisteredWorker.IdOf(after.ExportSubjectPublicKeyInfo())]);
        Assert.Equal(2, await rig.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == nameof(RegisterCoHostedWorker) && e.Done, Cancellation)));
    }

    /// <summary>As an administrator does it, with programs of their own: the key comes from the worker, the verbs run beside the program that serves.</summary>
    [Fact]
    public async Task WorkerOfTheCommandLine_IsRegistered_ConnectsAndIsCutOff()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        using var identity = WorkerIdentity.ReadOrCreate(Path.Combine(app.Data, "van"));
        var options = new WorkerOptions
        {
            HubUrl = () => new Uri(app.Address, "/hubs/worker"),
            LicencePublicKey = () => app.Services.GetRequiredService<Lfr.Web.Biometrics.KeyFolder>().LicencePublicKey,
            DataFolder = Path.Combine(app.Data, "van"),
        };
        using var worker = new LfrWorker(options, TimeProvider.System, Microsoft.Extensions.Logging.Abstractions.NullLogger<LfrWorker>.Instance);
        var fleet = app.Services.GetRequiredService<WorkerFleet>();

        var added = await VerbAsync(app, "add-worker", "--name", "Van 7", "--public-key", identity.PublicKeyFile);
        Assert.Equal((0, "Van 7 is registered and can sign in."), (added.ExitCode, added.Output.Trim()));
        await worker.StartAsync(Cancellation);
        await Eventually.HoldsAsync(() => fleet.Of(identity.Id) is { IsConnected: true, Hello.Name: "Van 7" }, "the worker connects");
        Assert.Contains($"{identity.Id:D}  Van 7", (await VerbAsync(app, "revoke-worker")).Output, StringComparison.Ordinal);
        var revoked = await VerbAsync(app, "revoke-worker", "--id", $"{identity.Id:D}", "--reason", "Stolen");

        Assert.Equal(0, revoked.ExitCode);
        // Step by step, so that whatever takes too long says what it is.
        await Eventually.HoldsAsync(() => app.InDatabaseAsync(db => db.RegisteredWorkers.AnyAsync(w => w.Id == identity.Id && w.RevokedAt != null, Cancellation)), "the web reads that it was revoked");
        await Eventually.HoldsAsync(() => !app.Services.GetRequiredService<WorkerConnections>().Workers.Contains(identity.Id), "its connection is closed");
        await Eventually.HoldsAsync(() => fleet.Of(identity.Id) is { IsConnected: false }, "the web counts it as away");
        await worker.StopAsync(Cancellation);
        Assert.Equal(["RegisterWorker", "RevokeWorker"], await app.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Subject == $"Worker {identity.Id}").OrderBy(e => e.Number).Select(e => e.Action).ToListAsync(Cancellation)));
    }

    private static Task<Finished> VerbAsync(LfrApp app, params string[] arguments) => LfrProcess.RunAsync(
        Path.GetTempPath(), new Dictionary<string, string> { ["LFR_DATA"] = app.Data, ["LFR_DEMO"] = "0" }, [LfrProcess.Program, .. arguments]);
}
