using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Administration;

/// <summary>The register of cameras: addresses stay with administrators, passwords with nobody, and plans choose by name.</summary>
public sealed class CamerasTests
{
    private const string Secret = "tunnel-otter-9";

    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task Camera_IsRegistered_ItsPasswordIsReadByNobody_AndStaysForItsMachineAlone()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = await AddedAsync(rig, Written("rtsp://viewer@10.20.0.5/one", Secret));

        var row = await RowAsync(rig, id);
        Assert.Equal(("rtsp://viewer@10.20.0.5/one", true, (string?)null), (row.Address, row.HasPassword, row.Problem));
        var kept = await rig.App.InDatabaseAsync(db => db.RegisteredCameras.SingleAsync(c => c.Id == id, Cancel));
        Assert.DoesNotContain(Secret, kept.Source, StringComparison.Ordinal);
        using (var administrator = await rig.App.SignInAsync(Roles.Administrator))
        {
            var page = await administrator.GetStringAsync(LfrRoutes.Cameras, Cancel);
            Assert.Contains("rtsp://viewer@10.20.0.5/one", page, StringComparison.Ordinal);
            Assert.DoesNotContain("lfr-sealed-", page, StringComparison.Ordinal);
        }

        // Another path of the same machine keeps the password; another machine does not get it.
        Given.Do(await rig.Get<ChangeCamera>().RunAsync(rig.First, id, Written("rtsp://viewer@10.20.0.5/two"), row.Revision, Cancel));
        Assert.True((await RowAsync(rig, id)).HasPassword);
        Given.Do(await rig.Get<ChangeCamera>().RunAsync(rig.First, id, Written("rtsp://viewer@10.20.0.66/two"), (await RowAsync(rig, id)).Revision, Cancel));
        Assert.False((await RowAsync(rig, id)).HasPassword);
        Assert.Empty(await rig.AlteredAsync());
        Assert.All(await rig.App.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(RegisterCamera) || e.Action == nameof(ChangeCamera)).Select(e => e.Sentence).ToListAsync(Cancel)),
            s => Assert.DoesNotContain("10.20", s, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WhateverIsWrong_IsASentence()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = await AddedAsync(rig, Written("rtsp://10.20.0.5/one"));

        await RefusedAsync(Written("rtsp://10.20.0.6/one", name: " "), "FORM", "The camera has no name.");
        await RefusedAsync(Written(""), "FORM", "The camera has no address.");
        await RefusedAsync(Written("rtsp//10.0.0.1/one"), "FORM", "This camera address is not understood.");
        await RefusedAsync(Written("http://127.0.0.1/cam"), "FORM", "This address leads to the worker itself");
        await RefusedAsync(Written("file:/etc/passwd"), "FORM", "This address leads to the worker itself");
        await RefusedAsync(Written("http://169.254.169.254/latest"), "FORM", "This address leads to the worker itself");
        await RefusedAsync(Written(CameraReference.To(id)), "FORM", "A camera of the register has an address of its own.");
        await RefusedAsync(Written("rtsp://10.20.0.6/one", name: "MARKET SQUARE"), "STATE", "Another camera is called MARKET SQUARE.");
        await RefusedAsync(Written($"rtsp://10.20.0.6/{new string('x', RegisteredCamera.LongestSource)}", name: "Long"), "FORM", "The address is too long.");
        Says.RefusedBy("CONFLICT", await rig.Get<RegisterCamera>().RunAsync(rig.First, id, Written("rtsp://10.20.0.6/one", name: "Twice"), Cancel), "This form was sent already");
        var seen = (await RowAsync(rig, id)).Revision;
        Given.Do(await rig.Get<ChangeCamera>().RunAsync(rig.First, id, Written("rtsp://10.20.0.7/one"), seen, Cancel));
        Assert.True((await rig.Get<ChangeCamera>().RunAsync(rig.Second, id, Written("rtsp://10.20.0.8/one"), seen, Cancel)).IsRefusedAs(RefusalKind.Conflict));
        Says.RefusedBy("FORM", await rig.Get<RetireCamera>().RunAsync(rig.First, id, "", Cancel), "No reason is given.");
        Given.Do(await rig.Get<RetireCamera>().RunAsync(rig.First, id, "Moved.", Cancel));
        Says.RefusedBy("CONFLICT", await rig.Get<RetireCamera>().RunAsync(rig.Second, id, "Moved.", Cancel), "took this camera out on");
        Says.RefusedBy("STATE", await rig.Get<ChangeCamera>().RunAsync(rig.First, id, Written("rtsp://10.20.0.9/one"), (await rig.App.InDatabaseAsync(db => db.RegisteredCameras.SingleAsync(c => c.Id == id, Cancel))).Revision, Cancel), "was taken out of the register");
        Says.RefusedBy("STATE", (await rig.Get<TryRegisteredCamera>().RunAsync(rig.First, id, Cancel)).Outcome, "was taken out of the register");
        // Its name is free again.
        await AddedAsync(rig, Written("rtsp://10.20.0.5/one"));

        async Task RefusedAsync(WrittenCamera camera, string rule, string sentence) =>
            Says.RefusedBy(rule, await rig.Get<RegisterCamera>().RunAsync(rig.First, rig.NewId(), camera, Cancel), sentence);
    }

    /// <summary>Planners learn names; rules and the licence get the address; a camera that was taken out, or has another's name, goes nowhere.</summary>
    [Fact]
    public async Task Plan_ChoosesByName_AndTheRulesJudgeTheAddress()
    {
        await using var rig = await PeopleRig.StartAsync();
        var planner = await rig.AsTheAsync(Roles.Planner);
        var (near, far) = (await AddedAsync(rig, Written("rtsp://viewer@10.20.0.5/one", Secret)), await AddedAsync(rig, Written("rtsp://8.8.8.8/one", name: "Far")));
        var swapped = await AddedAsync(rig, Written("rtsp://10.20.0.9/one", name: "Swapped"));
        var id = rig.NewId();
        var plan = Given.Dossier().Plan with { Window = null, Cameras = [Chosen(near, "Market square"), Chosen(far, "Far"), new Camera(swapped, "False", CameraReference.To(near), "")] };
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(planner, id, plan, Cancel));

        var sheet = (await rig.Get<ReadPlan>().RunAsync(planner, id, Cancel))!;
        Assert.Equal(["Far", "Market square", "Swapped"], sheet.Register.Select(r => r.Name));
        var page = System.Text.Json.JsonSerializer.Serialize(sheet);
        Assert.DoesNotContain("10.20.0.5", page, StringComparison.Ordinal);
        var dossier = await DossierAsync();
        Assert.StartsWith("rtsp://viewer:", dossier.AddressOf(plan.Cameras[0]), StringComparison.Ordinal);
        Assert.Equal("False: It is not in the register of cameras any more. Choose another one.", Assert.Single(dossier.CameraProblems));
        Assert.Contains(RuleBook.At(Gate.Submit, dossier), f => f.RuleId == "R51" && f.Sentence.Contains("Far", StringComparison.Ordinal));

        Given.Do(await rig.Get<RetireCamera>().RunAsync(rig.First, near, "Moved.", Cancel));
        Assert.Contains("Market square: It is not in the register", string.Join('\n', (await DossierAsync()).CameraProblems), StringComparison.Ordinal);

        async Task<Dossier> DossierAsync() => (await rig.App.InDatabaseAsync(db => rig.Get<DossierReader>().LookAsync(db, id, rig.Time.GetUtcNow(), null, Cancel)))!;
    }

    /// <summary>Whoever has the database alone could send the engine to another camera.</summary>
    [Fact]
    public async Task AddressWrittenIntoTheDatabase_IsFound()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = await AddedAsync(rig, Written("rtsp://10.20.0.5/one"));
        await rig.App.InDatabaseAsync(db => db.RegisteredCameras.ExecuteUpdateAsync(c => c.SetProperty(x => x.Source, "rtsp://10.66.0.1/one"), Cancel));

        Assert.Contains("The camera Market square", string.Join('\n', await rig.AlteredAsync()), StringComparison.Ordinal);
        Says.RefusedBy("STATE", await rig.Get<ChangeCamera>().RunAsync(rig.First, id, Written("rtsp://10.20.0.7/one"), (await RowAsync(rig, id)).Revision, Cancel), "is not as the audit log left it");
    }

    /// <summary>The register says why there was no picture; a planner reads that there was none. By the real clock, which a trial waits for.</summary>
    [Fact]
    public async Task Trial_ThatFails_IsKept_AndAPlannerReadsNoAddress()
    {
        await using var app = await LfrApp.StartAsync();
        var administrator = await AsAsync(app, Roles.Administrator);
        var (id, deployment) = (Given.Id(701), Given.Id(702));
        await app.InDatabaseAsync(db =>
        {
            db.RegisteredCameras.Add(RegisteredCamera.Register(id, new CameraDetails("Broken", CameraKind.Van, "", ""), "http://127.0.0.1:1/cam", administrator, TimeProvider.System.GetUtcNow()));
            return db.SaveChangesAsync(Cancel);
        });
        var trials = app.Services.GetRequiredService<CameraTrials>();
        var (outcome, tried) = await new TryRegisteredCamera(app.Services.GetRequiredService<LfrTransaction>(), trials, new CameraAddresses(demonstration: true)).RunAsync(administrator, id, Cancel);

        Given.Do(outcome);
        Assert.False(tried!.Worked);
        Assert.Contains("http://127.0.0.1:1/cam refuses the connection", tried.Sentence, StringComparison.Ordinal);
        Assert.Equal(tried, await app.InDatabaseAsync(db => db.RegisteredCameras.Where(c => c.Id == id).Select(c => c.LastTry).SingleAsync(Cancel)));
        // Another address was never tried, also when it was written during the trial.
        await app.InDatabaseAsync(async db =>
        {
            var camera = await db.RegisteredCameras.SingleAsync(c => c.Id == id, Cancel);
            camera.Change(camera.Details with { Zone = "Stairs" }, camera.Source);
            Assert.NotNull(camera.LastTry);
            camera.Change(camera.Details, "http://127.0.0.1:1/other");
            Assert.Null(camera.LastTry);
            camera.Tried(tried, "http://127.0.0.1:1/cam");
            Assert.Null(camera.LastTry);
            return 0;
        });
        var planner = await AsAsync(app, Roles.Planner);
        Given.Do(await app.Services.GetRequiredService<DraftDeployment>().RunAsync(planner, deployment, Given.Dossier().Plan with { Window = null }, Cancel));
        var tryIt = new TryCamera(app.Services.GetRequiredService<LfrTransaction>(), trials, new CameraAddresses(demonstration: true), app.Services.GetRequiredService<IDbContextFactory<LfrDbContext>>());
        var (may, seen) = await tryIt.RunAsync(planner, deployment, Chosen(id, "Broken"), Cancel);
        Given.Do(may);
        Assert.Equal("It gave no picture. An administrator reads why under Cameras, when they try it.", seen!.Sentence);
        Says.RefusedBy("STATE", (await tryIt.RunAsync(planner, deployment, Chosen(Given.Id(703), "None"), Cancel)).Outcome, "is not in the register any more");
        // Where it is no demonstration the address is refused, and the planner is not told which it is.
        var (closed, _) = await app.Services.GetRequiredService<TryCamera>().RunAsync(planner, deployment, Chosen(id, "Broken"), Cancel);
        Says.RefusedBy("STATE", closed, "The address of this camera in the register cannot be used.");
    }

    private static async Task<Actor> AsAsync(LfrApp app, string role) => new(await app.IdOfAsync(role), "Somebody", Rank.Superintendent, new HashSet<string>([role], StringComparer.Ordinal));

    private static Camera Chosen(Guid id, string name) => new(id, name, CameraReference.To(id), "The pavement");

    private static WrittenCamera Written(string address, string password = "", string name = "Market square") =>
        new(new CameraDetails(name, CameraKind.Fixed, "From the bank to the station", "The pavement"), address, password);

    private static async Task<Guid> AddedAsync(PeopleRig rig, WrittenCamera camera)
    {
        var id = rig.NewId();
        Given.Do(await rig.Get<RegisterCamera>().RunAsync(rig.First, id, camera, Cancel));
        return id;
    }

    private static async Task<CameraRow> RowAsync(PeopleRig rig, Guid id) => (await rig.Get<ListCameras>().RunAsync(rig.First, "", 0, ListCameras.Most, Cancel))!.Rows.Single(r => r.Id == id);
}
