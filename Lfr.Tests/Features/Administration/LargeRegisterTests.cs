using System.Text.Json;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Administration;

/// <summary>A city with twenty thousand cameras: nobody's page reads them all. The tests only read.</summary>
public sealed class LargeRegisterTests(LargeRegisterTests.City city) : IClassFixture<LargeRegisterTests.City>
{
    private const int Cameras = 20_000;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Register_IsReadAPageAtATime_InTheOrderOfNames()
    {
        city.Counter.Reset();
        var page = await ListAsync("", skip: 100);

        Assert.Equal((ListCameras.Most, Cameras + 1), (page.Rows.Count, page.Total));
        Assert.Equal("Camera 00100", page.Rows[0].Details.Name);
        Assert.Equal(ListCameras.Most, city.Counter.Of<RegisteredCamera>());
        Assert.Equal(ListCameras.Most, (await ListAsync("", 0, take: 100_000)).Rows.Count);
        Assert.Equal("Łódź arch", (await ListAsync("", Cameras)).Rows.Single().Details.Name);
    }

    [Theory]
    [InlineData("camera 04321", 1)]
    [InlineData("ring 00007 NORTH", 1)]
    [InlineData("łódź", 1)]
    [InlineData("ŁÓDŹ", 1)]
    [InlineData("100%", 0)]
    [InlineData("camera_00001", 0)]
    [InlineData("'; drop table RegisteredCameras --", 0)]
    [InlineData("taken out", 0)]
    public async Task Search_FindsEveryWord_InNameZoneAndView(string words, int found) =>
        Assert.Equal((found, found), ((await ListAsync(words, 0)).Total, (await FoundAsync(Roles.Planner, words)).Count));

    [Fact]
    public async Task Plan_IsOfferedTwenty_AndOneThatSaysThereAreOthers_WithoutAnyAddress()
    {
        city.Counter.Reset();
        var offered = await FoundAsync(Roles.Planner, "");

        Assert.Equal(FindCameras.Most + 1, offered.Count);
        Assert.InRange(city.Counter.Rows, 1, FindCameras.Most + 10);
        Assert.DoesNotContain("10.0.", JsonSerializer.Serialize(offered), StringComparison.Ordinal);
        Assert.DoesNotContain(offered[0], await FoundAsync(Roles.Planner, "", offered[0].Id));
        Assert.Empty(await FoundAsync(Roles.Administrator, ""));
        Assert.Empty(await FoundAsync(Roles.Operator, ""));
    }

    /// <summary>The sheet of a plan brought every camera with it.</summary>
    [Fact]
    public async Task Plan_BringsTheCamerasThatItHas_AndNoOther()
    {
        var planner = await ActorAsync(Roles.Planner);
        var deployment = Given.Id(990_001);
        var plan = Given.Dossier().Plan with { Window = null, Cameras = [new Camera(IdOf(7), "Camera 00007", CameraReference.To(IdOf(7)), "")] };
        Given.Do(await city.App.Services.GetRequiredService<DraftDeployment>().RunAsync(planner, deployment, plan, Cancel));
        city.Counter.Reset();

        var sheet = (await city.App.Services.GetRequiredService<ReadPlan>().RunAsync(planner, deployment, Cancel))!;

        Assert.Equal(["Camera 00007"], sheet.Register.Select(r => r.Name));
        Assert.True(sheet.HasRegister);
        Assert.InRange(city.Counter.Rows, 1, 500);
    }

    [Fact]
    public async Task Page_ShowsTheFirst_AndHowManyThereAre()
    {
        using var administrator = await city.App.SignInAsync(Roles.Administrator);

        var page = await administrator.GetStringAsync(LfrRoutes.Cameras, Cancel);

        Assert.Contains("1 to 50 of 20,001 cameras", page, StringComparison.Ordinal);
        Assert.Contains("Camera 00049", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Camera 00050", page, StringComparison.Ordinal);
    }

    private static Guid IdOf(int number) => Given.Id(500_000 + number);

    private async Task<Actor> ActorAsync(string role)
    {
        var account = await city.App.Services.GetRequiredService<Accounts>().FindAsync(await city.App.IdOfAsync(role), Cancel);
        return new Actor(account!.Id, account.Name, account.Rank, account.Roles);
    }

    private async Task<CameraPage> ListAsync(string words, int skip, int take = ListCameras.Most) =>
        (await city.App.Services.GetRequiredService<ListCameras>().RunAsync(await ActorAsync(Roles.Administrator), words, skip, take, Cancel))!;

    private async Task<IReadOnlyList<RegisterChoice>> FoundAsync(string role, string words, params Guid[] chosen) =>
        await city.App.Services.GetRequiredService<FindCameras>().RunAsync(await ActorAsync(role), words, chosen, Cancel);

    /// <summary>An application with all those rows.</summary>
    public sealed class City : IAsyncLifetime
    {
        public LfrApp App { get; private set; } = null!;

        public ReadCounter Counter { get; } = new();

        public async ValueTask InitializeAsync()
        {
            App = await LfrApp.StartAsync(new LfrAppOptions { Configure = Counter.Watch });
            var by = new Actor(await App.IdOfAsync(Roles.Administrator), "Somebody", Rank.Staff, new HashSet<string>([Roles.Administrator], StringComparer.Ordinal));
            await App.InDatabaseAsync(db =>
            {
                foreach (var i in Enumerable.Range(0, Cameras))
                    db.RegisteredCameras.Add(Row(i, $"Camera {i:00000}", $"Ring {i:00000}", i % 2 == 0 ? "South" : "North", by));
                db.RegisteredCameras.Add(Row(Cameras, "Łódź arch", "", "", by));
                var gone = Row(Cameras + 1, "Taken out", "", "", by);
                gone.Retire(by, Given.Start);
                db.RegisteredCameras.Add(gone);
                return db.SaveChangesAsync(Cancel);
            });
        }

        public ValueTask DisposeAsync() => App.DisposeAsync();

        private static RegisteredCamera Row(int number, string name, string zone, string view, Actor by) =>
            RegisteredCamera.Register(IdOf(number), new CameraDetails(name, CameraKind.Fixed, zone, view), $"rtsp://10.0.{number / 200}.{number % 200}/one", by, Given.Start);
    }
}
