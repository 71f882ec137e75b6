using System.Net;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Tests.Video;
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

/// <summary>Pictures of where cameras look: kept without faces, replaced by whoever looked at them, gone with the address.</summary>
public sealed class CameraViewsTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static CancellationToken Cancel => PeopleRig.Cancel;

    [Fact]
    public async Task View_IsSetByWhoeverSawIt_AndPlannersSeeThatOneAlone()
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = await CameraAsync(rig);
        Says.RefusedBy("STATE", await rig.Get<SetCameraView>().RunAsync(rig.First, id, Noon, Cancel), "No picture of this camera is kept.");
        await TrialAsync(rig, id, [1, 2, 3], Noon);
        var planner = await rig.AsTheAsync(Roles.Planner);

        Assert.Null(await rig.Get<ReadCameraView>().RunAsync(planner, id, reference: true, Cancel));
        Assert.Null(await rig.Get<ReadCameraView>().RunAsync(planner, id, reference: false, Cancel));
        Given.Do(await rig.Get<SetCameraView>().RunAsync(rig.First, id, Noon, Cancel));
        Assert.Equal([1, 2, 3], await rig.Get<ReadCameraView>().RunAsync(planner, id, reference: true, Cancel));
        Assert.Null(await rig.Get<ReadCameraView>().RunAsync(await rig.AsTheAsync(Roles.Compiler), id, reference: true, Cancel));

        // Another trial stands beside it; a second administrator who still looks at the older one is told.
        await TrialAsync(rig, id, [4, 5], Noon.AddHours(1));
        var row = await RowAsync(rig, id);
        Assert.Equal((Noon, Noon.AddHours(1)), (row.ReferenceAt, row.TriedViewAt));
        Says.RefusedBy("CONFLICT", await rig.Get<SetCameraView>().RunAsync(rig.Second, id, Noon, Cancel), "The camera was tried again while you were looking.");
        Assert.Equal([1, 2, 3], await rig.Get<ReadCameraView>().RunAsync(planner, id, reference: true, Cancel));
        Given.Do(await rig.Get<SetCameraView>().RunAsync(rig.Second, id, Noon.AddHours(1), Cancel));
        Assert.Equal([4, 5], await rig.Get<ReadCameraView>().RunAsync(planner, id, reference: true, Cancel));

        var deployment = rig.NewId();
        Assert.Equal(Noon.AddHours(1), Assert.Single(await rig.Get<FindCameras>().RunAsync(planner, "", [], Cancel)).PictureAt);
        Given.Do(await rig.Get<DraftDeployment>().RunAsync(planner, deployment, Given.Dossier().Plan with { Window = null, Cameras = [new Camera(id, "Market square", CameraReference.To(id), "")] }, Cancel));
        Assert.Equal(Noon.AddHours(1), Assert.Single((await rig.Get<ReadPlan>().RunAsync(planner, deployment, Cancel))!.Register).PictureAt);
        using var reads = await rig.App.SignInAsync(Roles.Planner);
        Assert.Equal([4, 5], await reads.GetByteArrayAsync(LfrRoutes.CameraView(id, reference: true, Noon), Cancel));
        Assert.Equal(HttpStatusCode.NotFound, (await reads.GetAsync(LfrRoutes.CameraView(id, reference: false, Noon), Cancel)).StatusCode);
    }

    /// <summary>Another address looks elsewhere; a camera that is out of the register looks nowhere.</summary>
    [Theory]
    [InlineData("moved")]
    [InlineData("retired")]
    [InlineData("thrown away")]
    [InlineData("renamed")]
    public async Task Views_GoWithTheAddress(string what)
    {
        await using var rig = await PeopleRig.StartAsync();
        var id = await CameraAsync(rig);
        await TrialAsync(rig, id, [1], Noon);
        Given.Do(await rig.Get<SetCameraView>().RunAsync(rig.First, id, Noon, Cancel));
        var seen = (await RowAsync(rig, id)).Revision;

        Given.Do(what switch
        {
            "moved" => await rig.Get<ChangeCamera>().RunAsync(rig.First, id, Written("rtsp://10.20.0.6/one"), seen, Cancel),
            "renamed" => await rig.Get<ChangeCamera>().RunAsync(rig.First, id, Written("rtsp://10.20.0.5/one", "Stairs"), seen, Cancel),
            "retired" => await rig.Get<RetireCamera>().RunAsync(rig.First, id, "Lost.", Cancel),
            _ => await rig.Get<ForgetCameraViews>().RunAsync(rig.First, id, Cancel),
        });

        Assert.Equal(what == "renamed" ? 2 : 0, await rig.App.InDatabaseAsync(db => db.CameraStills.CountAsync(Cancel)));
    }

    /// <summary>With the real decoder and the real detector: an empty street is kept, a street with somebody in it is not.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 0)]
    public async Task Trial_KeepsAViewWithoutFaces_AndNoOther(bool somebody, int kept)
    {
        Assert.SkipUnless(Tools.HasFfmpeg, "ffmpeg is not installed on this machine.");
        var models = TestModels.FolderOrSkip();
        var folder = Directory.CreateTempSubdirectory("lfr-view-");
        try
        {
            File.Copy(somebody ? Path.Combine(TestData.Demo, "people", "03", "portrait.jpg") : StreetSigns.Picture, Path.Combine(folder.FullName, "1.jpg"));
            await using var app = await LfrApp.StartAsync(new LfrAppOptions { Settings = new Dictionary<string, string?> { ["LFR_MODELS"] = models } });
            var administrator = new Actor(await app.IdOfAsync(Roles.Administrator), "Somebody", Rank.Superintendent, new HashSet<string>([Roles.Administrator], StringComparer.Ordinal));
            var id = Given.Id(711);
            await app.InDatabaseAsync(db =>
            {
                db.RegisteredCameras.Add(RegisteredCamera.Register(id, new CameraDetails("Folder", CameraKind.Fixed, "", ""), "images:" + folder.FullName, administrator, TimeProvider.System.GetUtcNow()));
                return db.SaveChangesAsync(Cancel);
            });

            var trial = new TryRegisteredCamera(app.Services.GetRequiredService<LfrTransaction>(), app.Services.GetRequiredService<CameraTrials>(), new CameraAddresses(demonstration: true));
            var (outcome, tried) = await trial.RunAsync(administrator, id, Cancel);

            Given.Do(outcome);
            Assert.True(tried!.Worked, tried.Sentence);
            Assert.Equal(kept, await app.InDatabaseAsync(db => db.CameraStills.CountAsync(Cancel)));
            // A second trial takes the place of the first.
            Given.Do((await trial.RunAsync(administrator, id, Cancel)).Outcome);
            Assert.Equal(kept, await app.InDatabaseAsync(db => db.CameraStills.CountAsync(Cancel)));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static async Task TrialAsync(PeopleRig rig, Guid camera, byte[] jpeg, DateTimeOffset at) =>
        await rig.App.InDatabaseAsync(async db =>
        {
            await CameraStill.OfTrial(camera, jpeg, at).KeepAsync(db, Cancel);
            return await db.SaveChangesAsync(Cancel);
        });

    private static async Task<Guid> CameraAsync(PeopleRig rig)
    {
        var id = rig.NewId();
        Given.Do(await rig.Get<RegisterCamera>().RunAsync(rig.First, id, Written("rtsp://10.20.0.5/one"), Cancel));
        return id;
    }

    private static WrittenCamera Written(string address, string name = "Market square") => new(new CameraDetails(name, CameraKind.Fixed, "", ""), address, "");

    private static async Task<CameraRow> RowAsync(PeopleRig rig, Guid id) => (await rig.Get<ListCameras>().RunAsync(rig.First, "", 0, ListCameras.Most, Cancel))!.Rows.Single(r => r.Id == id);
}
