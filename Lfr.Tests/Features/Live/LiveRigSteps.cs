using System.Security.Cryptography;
using Lfr.Inference.Hosting;
using Lfr.Inference.Models;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Workers;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Live;

/// <summary>More that tests of runs need: real connections of workers, another entry, another deployment.</summary>
internal static class LiveRigSteps
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>A worker on a real connection, signed in with its key, that only listens.</summary>
    /// <param name="rig">The application.</param>
    /// <param name="key">Key of the worker; that of the rig's own by default.</param>
    /// <param name="listen">What it listens to.</param>
    public static async Task<(HubConnection Connection, WorkerWelcome Welcome)> ConnectAsync(this LiveRig rig, ECDsa? key = null, Action<HubConnection>? listen = null)
    {
        key ??= rig.WorkerKey;
        // The worker that the rig pretended is this one, and has no connection that could stay open beside it.
        if (key == rig.WorkerKey)
            rig.Get<WorkerFleet>().Leave(LiveRig.NoConnection);
        var connection = await rig.SignInAsync(key, listen);
        var welcome = await connection.InvokeAsync<WorkerWelcome>(nameof(IWorkerHub.Hello), LiveRig.Hello(RegisteredWorker.IdOf(key.ExportSubjectPublicKeyInfo())), Cancellation);
        return (connection, welcome);
    }

    /// <summary>A connection that is signed in with a key and has not introduced itself.</summary>
    public static async Task<HubConnection> SignInAsync(this LiveRig rig, ECDsa key, Action<HubConnection>? listen = null)
    {
        var connection = new HubConnectionBuilder()
            .WithUrl(new Uri(rig.App.Address, "/hubs/worker"), http => http.AccessTokenProvider = () => Task.FromResult<string?>(rig.Pass(key))).AddWorkerProtocol().Build();
        listen?.Invoke(connection);
        await connection.StartAsync(Cancellation);
        return connection;
    }

    /// <summary>A fresh pass of a key for this application.</summary>
    public static string Pass(this LiveRig rig, ECDsa key) => WorkerPass.Sign(key, WorkerPass.AudienceOf(rig.Get<KeyFolder>().LicenceKey), rig.Clock.GetUtcNow());

    /// <summary>The gallery of a licence as a worker gets it.</summary>
    public static async Task<List<GalleryRow>> GalleryAsync(this HubConnection connection, Guid licenceId)
    {
        var rows = new List<GalleryRow>();
        await foreach (var chunk in connection.StreamAsync<GalleryRow[]>(nameof(IWorkerHub.Gallery), licenceId, Cancellation))
            rows.AddRange(chunk);
        return rows;
    }

    /// <summary>Keeps an entry that waits for sign-off.</summary>
    public static Task<WatchlistEntry> ProposeAsync(this LiveRig rig, int number) => rig.App.InDatabaseAsync(async db =>
    {
        var entry = Given.Entry(number, photograph: await PhotographAsync(rig, db, rig.DeploymentId, number));
        db.Entries.Add(entry);
        await db.SaveChangesAsync(Cancellation);
        return entry;
    });

    /// <summary>A second deployment that is ready at the same time.</summary>
    public static async Task<Guid> AddDeploymentAsync(this LiveRig rig)
    {
        var id = Given.Id(2001);
        if (!await rig.App.InDatabaseAsync(db => db.AuditEvents.AnyAsync(e => e.DeploymentId == rig.DeploymentId, Cancellation)))
            await rig.BeginAsync();
        // A deployment without the event that began it is one of which somebody took a line out of the log.
        Given.Do(await rig.Get<LfrTransaction>().RunAsync(rig.Get<DraftDeployment>(), Given.Planner, async (context, _) =>
        {
            context.About(id, $"Deployment {id}");
            await AddAsync(rig, context.Db, id);
            return context.Did(Outcome.Done, "Made a deployment.");
        }, Cancellation));
        return id;
    }

    private static async Task AddAsync(LiveRig rig, LfrDbContext db, Guid id)
    {
        var plan = Given.GoodPlan() with { Name = "Stratford station" };
        var deployment = Deployment.Draft(id, 2026, 15, plan, Given.Planner, Given.Start.AddDays(-9));
        Given.Do(deployment.Submit(Given.Planner, Given.Uk, [], Given.Start.AddDays(-8)));
        Given.Do(deployment.Decide(AuthorityVerdict.Granted, "Necessary.", "", plan.Hash(), Given.Officer, [], Given.Start.AddDays(-7)));
        Given.Do(deployment.PlaceSign(Given.Id(2600), Given.SignBeforeTheZone));
        Given.Do(deployment.PhotographSign(Given.Id(2600), new SignPhotograph(Given.Id(2700), $"{7:x64}", Given.Engagement.Sign(Given.Start.AddMinutes(-40))), null));
        var notice = Notice.Write(Given.Id(2002), id, Given.NoticeText);
        Given.Do(notice.Publish(plan, "", Given.Planner, Given.Start.AddDays(-7)));
        var photograph = await PhotographAsync(rig, db, id, 1);
        var entry = WatchlistEntry.Propose(Given.Id(2301), id, "R-0001", Given.GoodDetails(), photograph, Given.Compiler, Given.Start.AddHours(-20)).SignedOff();
        var list = Watchlist.Start(Given.Id(2003), id);
        Given.Do(list.SealAs(deployment, GalleryDigest.Compute([new GalleryRow(entry.Id, LiveRig.Template(1))]), 1, 0, Given.Approver, Given.Start.AddHours(-4)));
        db.AddRange(deployment, notice, list, entry);
        await db.SaveChangesAsync(Cancellation);
    }

    private static async Task<EnrolledPhotograph> PhotographAsync(LiveRig rig, LfrDbContext db, Guid deploymentId, int number)
    {
        var work = new CommandContext(db, Given.Compiler, Given.Start.AddHours(-20));
        var vault = rig.Get<BiometricVault>();
        var template = LiveRig.Template(number);
        var photograph = new EnrolledPhotograph(
            await vault.KeepAsync(work, deploymentId, BlobKind.WatchlistPhotograph, new byte[] { 0xFF, 0xD8, 9 }, Cancellation),
            Guid.Empty, Convert.ToHexStringLower(SHA256.HashData(template)), ModelSet.DefaultCalibration.EmbedderHash, Given.GoodPhotograph().Quality, Given.GoodPhotograph().Face);
        // The key is looked up in the database, so that the first item must be there before the second.
        await db.SaveChangesAsync(Cancellation);
        return photograph with { TemplateBlobId = await vault.KeepAsync(work, deploymentId, BlobKind.WatchlistTemplate, template, Cancellation) };
    }
}
