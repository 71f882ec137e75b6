using System.Net;
using System.Text;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Deployments;

/// <summary>The picture on which a map is drawn, with the real detector: nobody's face is kept, nothing but pixels is, and it is no part of what is authorised or public.</summary>
public sealed class PlanPictureTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private const int Wide = 200;
    private static readonly MapPoint Middle = new(183_000, 51_575_200);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Picture_IsKeptWithoutMetadata_ByPlanners_AndOnlyInThePlaceOfWhatTheySaw()
    {
        TestModels.FolderOrSkip();
        var (id, upload) = (await DraftAsync(), WithPosition(await File.ReadAllBytesAsync(StreetSigns.Picture, Cancel)));
        var (first, second) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var hash = (await PlanAsync(id)).Hash();

        Assert.False((await Get<KeepPlanPicture>().RunAsync(Given.Compiler, id, first, upload, Middle, Wide, null, Cancel)).Succeeded);
        Given.Do(await Get<KeepPlanPicture>().RunAsync(Given.Planner, id, first, upload, Middle, Wide, null, Cancel));
        Given.Do(await Get<KeepPlanPicture>().RunAsync(Given.Planner, id, first, upload, Middle, Wide, null, Cancel));
        Says.RefusedBy("CONFLICT", await Get<KeepPlanPicture>().RunAsync(Given.Planner, id, second, upload, Middle, Wide, null, Cancel), "Somebody else brought");
        Given.Do(await Get<PlacePlanPicture>().RunAsync(Given.Planner, id, first, Middle with { LongitudeE6 = 183_100 }, 260, Cancel));

        var kept = (await Get<ReadPlanPicture>().RunAsync(Given.Planner, id, Cancel))!;
        Assert.Equal((first, 183_100, 260), (kept.PictureId, kept.Middle.LongitudeE6, kept.WidthMetres));
        var pixels = (await Get<ReadPlanPicture>().PixelsAsync(Given.Planner, id, first, Cancel))!;
        Assert.DoesNotContain("GPSLatitude", Encoding.Latin1.GetString(pixels), StringComparison.Ordinal);
        Assert.Null(await Get<ReadPlanPicture>().PixelsAsync(Given.Engagement, id, first, Cancel));
        Assert.Null(await Get<ReadPlanPicture>().PixelsAsync(Given.Planner, Given.Id(77), first, Cancel));
        Assert.Equal(hash, (await PlanAsync(id)).Hash());

        Says.RefusedBy("CONFLICT", await Get<RemovePlanPicture>().RunAsync(Given.Planner, id, second, Cancel), "Somebody else brought");
        Given.Do(await Get<RemovePlanPicture>().RunAsync(Given.Planner, id, first, Cancel));
        Given.Do(await Get<RemovePlanPicture>().RunAsync(Given.Planner, id, first, Cancel));
        Assert.Null(await Get<ReadPlanPicture>().RunAsync(Given.Planner, id, Cancel));
    }

    [Fact]
    public async Task Picture_WithAFaceInIt_OrThatIsNone_OrLiesNowhere_IsRefused_AndNothingOfItIsKept()
    {
        TestModels.FolderOrSkip();
        var id = await DraftAsync();
        var portrait = await File.ReadAllBytesAsync(Repository.Combine("Lfr.Web", "Demo", "people", "03", "portrait.jpg"), Cancel);
        Task<Outcome> KeepAsync(byte[] file, MapPoint middle, int wide) => Get<KeepPlanPicture>().RunAsync(Given.Planner, id, Guid.CreateVersion7(), file, middle, wide, null, Cancel);

        Says.RefusedBy("FORM", await KeepAsync(portrait, Middle, Wide), "There is a face in the picture");
        Says.RefusedBy("FORM", await KeepAsync("<svg onload=alert(1)>"u8.ToArray(), Middle, Wide), "JPEG, PNG or WebP");
        Says.RefusedBy("FORM", await KeepAsync(portrait, new MapPoint(int.MinValue, int.MinValue), Wide), "no latitude and longitude");
        Says.RefusedBy("FORM", await KeepAsync(portrait, Middle, 0), "cannot be 0 m wide");
        Assert.False(await shared.App.InDatabaseAsync(db => db.PlanPictures.AnyAsync(p => p.DeploymentId == id, Cancel)));
    }

    [Fact]
    public async Task Picture_IsNotForPeopleWhoAreNotSignedIn()
    {
        using var anybody = shared.App.Anybody();
        using var answer = await anybody.GetAsync(new Uri(LfrRoutes.PlanPicture(Given.Id(1), Given.Id(2)), UriKind.Relative), Cancel);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
    }

    private T Get<T>()
        where T : notnull => shared.App.Services.GetRequiredService<T>();

    private Task<Plan> PlanAsync(Guid id) => shared.App.InDatabaseAsync(async db => (await db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancel)).Plan);

    private async Task<Guid> DraftAsync()
    {
        var id = Guid.CreateVersion7();
        Given.Do(await Get<DraftDeployment>().RunAsync(Given.Planner, id, Given.GoodPlan() with { Window = null }, Cancel));
        return id;
    }

    /// <summary>The same picture with where it was taken in its head, as a telephone writes it.</summary>
    private static byte[] WithPosition(byte[] jpeg)
    {
        byte[] note = [.. "Exif\0\0"u8, .. "GPSLatitude 51.5750"u8];
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)((note.Length + 2) >> 8), (byte)(note.Length + 2), .. note, .. jpeg.AsSpan(2)];
    }
}
