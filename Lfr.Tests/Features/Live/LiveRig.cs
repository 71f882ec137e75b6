using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lfr.Inference.Faces;
using Lfr.Inference.Models;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Components.Pages;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Live;

/// <summary>
/// The real application on a real database, with a deployment that is ready inside its window, an idle worker that is only a name, and a clock that
/// the test moves.
/// </summary>
public sealed class LiveRig : IAsyncDisposable
{
    public static readonly Actor Silver = Given.Person(17, "Sid Silver", Rank.ChiefInspector, Roles.Silver);
    public static readonly Actor Oversight = Given.Person(18, "Ola Oversight", Rank.Staff, Roles.Oversight);

    /// <summary>The connection of the worker that is only pretended.</summary>
    public const string NoConnection = "no-connection";

    private LiveRig(LfrApp app, FakeTimeProvider clock) => (App, Clock) = (app, clock);

    public LfrApp App { get; }

    public FakeTimeProvider Clock { get; }

    public Guid DeploymentId => Given.DeploymentId;

    /// <summary>The key of the worker, which is registered.</summary>
    public ECDsa WorkerKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    /// <summary>The key of another registered worker.</summary>
    public ECDsa StrangersKey { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public Guid WorkerId => RegisteredWorker.IdOf(WorkerKey.ExportSubjectPublicKeyInfo());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>
    /// Starts it; <paramref name="change"/> spoils the good case, <paramref name="worker"/> says whether a worker is there, <paramref name="configure"/> adds
    /// services of the test, <paramref name="prepare"/> spoils with what only the rig knows.
    /// </summary>
    public static async Task<LiveRig> StartAsync(
        Action<Given>? change = null, bool worker = true, bool accounts = false, ReadCounter? reads = null, Action<WebApplicationBuilder>? configure = null,
        Action<Given, LiveRig>? prepare = null, FakeTimeProvider? clock = null)
    {
        clock ??= new FakeTimeProvider(Given.Start.AddMinutes(30));
        var rig = new LiveRig(await LfrApp.StartAsync(new LfrAppOptions { Accounts = accounts, Time = clock, Configure = reads is null ? configure : reads.Watch }), clock);
        var given = new Given();
        change?.Invoke(given);
        prepare?.Invoke(given, rig);
        await rig.KeepAsync(given);
        if (accounts)
        {
            await rig.VouchForWorkersAsync();
            await rig.BeginAsync();
        }

        if (worker)
            rig.Get<WorkerFleet>().Arrive(NoConnection, Hello(rig.WorkerId), clock.GetUtcNow());

        return rig;
    }

    /// <summary>Starts it and goes live.</summary>
    public static async Task<LiveRig> StartLiveAsync(ReadCounter? reads = null, Action<WebApplicationBuilder>? configure = null, FakeTimeProvider? clock = null)
    {
        var rig = await StartAsync(reads: reads, configure: configure, clock: clock);
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancellation));
        return rig;
    }

    /// <summary>How a worker with the models that were measured introduces itself.</summary>
    public static WorkerHello Hello(Guid workerId) => new(
        workerId, "Van 2", "1.0",
        new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["detector"] = Given.Detector, ["landmarks"] = Given.Detector, ["embedder"] = ModelSet.DefaultCalibration.EmbedderHash,
        },
        null);

    /// <summary>
    /// Lets hours pass at once. What the program does on a timer it does at the end of them, once or twice, and not for every half second on the way:
    /// advancing the clock through a day asks the database 170,000 times.
    /// </summary>
    public void Leap(TimeSpan time)
    {
        var last = TimeSpan.FromSeconds(1);
        Clock.AdjustTime(Clock.GetUtcNow() + time - last);
        Clock.Advance(last);
    }

    /// <summary>As <see cref="Leap"/>, while officers at the cameras confirm that they are there (R50): otherwise Lfr pauses the run.</summary>
    public async Task LeapConfirmedAsync(TimeSpan time)
    {
        var last = TimeSpan.FromSeconds(1);
        Clock.AdjustTime(Clock.GetUtcNow() + time - last);
        Given.Do(await Get<ConfirmPresence>().RunAsync(Given.Operator, DeploymentId, Cancellation));
        Clock.Advance(last);
    }

    public T Get<T>()
        where T : notnull => App.Services.GetRequiredService<T>();

    public Task<Deployment> DeploymentAsync() => App.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == DeploymentId, Cancellation));

    /// <summary>An alert as the worker would raise it now.</summary>
    public async Task<AlertMessage> MessageAsync(int number = 1, int entry = 1)
    {
        var run = (await DeploymentAsync()).Runs[^1];
        return new AlertMessage(
            Given.Id(5000 + number), run.LicenceId, Given.Id(20), Given.Id(300 + entry), Clock.GetUtcNow(), TimeSpan.FromSeconds(number), number, 0.81f, 0.3f, run.Threshold, 5, 6,
            new FaceBox(10, 10, 120, 120), new FaceQuality(120, 50, 300, 120, 3, 1, 20, 0.99f), Like(entry, 0.81f), Jpeg(180, 180), Jpeg(320, 240));
    }

    /// <summary>A template whose cosine with that of an entry is <paramref name="score"/>, and with everybody else's nought.</summary>
    public static byte[] Like(int entry, float score)
    {
        var floats = new float[512];
        floats[entry % 512] = score;
        floats[511] = MathF.Sqrt(1 - (score * score));
        return MemoryMarshal.AsBytes(floats.AsSpan()).ToArray();
    }

    /// <summary>A grey picture.</summary>
    public static byte[] Jpeg(int width, int height)
    {
        var grey = new byte[width * height * 3];
        Array.Fill(grey, (byte)128);
        return JpegEncoder.Encode(new BgrImage(grey, width, height), 80);
    }

    /// <summary>Raises alert <paramref name="number"/>.</summary>
    public async Task<AlertAck> RaiseAsync(int number = 1, int entry = 1) => await Get<RaiseAlert>().RunAsync(await MessageAsync(number, entry), Cancellation);

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        WorkerKey.Dispose();
        StrangersKey.Dispose();
    }

    public static byte[] Template(int number)
    {
        var floats = new float[512];
        floats[number % 512] = 1;
        return MemoryMarshal.AsBytes(floats.AsSpan()).ToArray();
    }

    // The rig puts its workers into the database without commands. Once the log vouches for accounts, it vouches for workers as well.
    private async Task VouchForWorkersAsync() => Given.Do(await Get<LfrTransaction>().RunAsync(new RegisterWorker(Get<LfrTransaction>()), Actor.System, async (context, cancel) =>
    {
        foreach (var worker in await context.Db.RegisteredWorkers.ToListAsync(cancel))
            context.Db.Entry(worker).State = EntityState.Modified;
        return Outcome.Done;
    }, Cancellation));

    /// <summary>What begins a deployment is in the log, once that vouches for anything. Here its rows are from before.</summary>
    internal async Task BeginAsync() => Given.Do(await Get<LfrTransaction>().RunAsync(Get<DraftDeployment>(), Given.Planner, (context, _) =>
    {
        context.About(DeploymentId, $"Deployment {DeploymentId}");
        return Task.FromResult(Outcome.Done);
    }, Cancellation));

    private Task<int> KeepAsync(Given given) => App.InDatabaseAsync(async db =>
    {
        var work = new CommandContext(db, Given.Compiler, Given.Start.AddHours(-20));
        var vault = Get<BiometricVault>();
        var rows = new List<GalleryRow>();
        var entries = new List<WatchlistEntry>();
        for (var number = 1; number <= 2; number++)
        {
            var template = Template(number);
            var photograph = new EnrolledPhotograph(
                await vault.KeepAsync(work, DeploymentId, BlobKind.WatchlistPhotograph, new byte[] { 0xFF, 0xD8, 9 }, Cancellation),
                await vault.KeepAsync(work, DeploymentId, BlobKind.WatchlistTemplate, template, Cancellation),
                Convert.ToHexStringLower(SHA256.HashData(template)), ModelSet.DefaultCalibration.EmbedderHash, Given.GoodPhotograph().Quality, Given.GoodPhotograph().Face);
            entries.Add(Given.Entry(number, given.Details, photograph: photograph).SignedOff());
            rows.Add(new GalleryRow(entries[^1].Id, template));
        }

        var list = Watchlist.Start(Given.Id(3), DeploymentId);
        if (given.SealedAt is { } at)
            Given.Do(list.SealAs(given.Deployment(), GalleryDigest.Compute(rows), rows.Count, 0, Given.Approver, at));
        db.RegisteredWorkers.Add(RegisteredWorker.Register(WorkerKey.ExportSubjectPublicKeyInfo(), "Van 2", coHosted: false, Actor.System.Name, Given.Start.AddDays(-1)));
        db.RegisteredWorkers.Add(RegisteredWorker.Register(StrangersKey.ExportSubjectPublicKeyInfo(), "Van 3", coHosted: false, Actor.System.Name, Given.Start.AddDays(-1)));
        var deployment = given.Deployment();
        db.SignPictures.AddRange(deployment.Signs.SelectMany(s => s.Photographs.Select(p => SignPicture.Of(p.Id, deployment.Id, s.Id, Jpeg(320, 240)))));
        db.Deployments.Add(deployment);
        db.Notices.Add(given.Notice());
        db.Watchlists.Add(list);
        db.Entries.AddRange(entries);
        return await db.SaveChangesAsync(Cancellation);
    });
}
