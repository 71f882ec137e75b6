using System.Text;
using Lfr.Shared.Policy;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.Notices.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Notices;

/// <summary>Photographs of signs, with the real detector: nobody's face is kept, nothing but pixels is, and the start waits for them.</summary>
public sealed class SignCommandTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Photograph_IsKeptWithoutMetadata_OnceAndByWhoeverMay_AndTheStartWaitsForIt()
    {
        TestModels.FolderOrSkip();
        await using var rig = await LiveRig.StartAsync(g => g.SignsUpBefore = null);
        var (sign, picture) = (Given.Id(600), Given.Id(901));
        Says.RefusedBy("R15", await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel), Given.SignBeforeTheZone);
        var upload = WithPosition(await File.ReadAllBytesAsync(StreetSigns.Picture, Cancel));

        Assert.False((await rig.Get<PhotographSign>().RunAsync(Given.Compiler, rig.DeploymentId, sign, picture, upload, null, Cancel)).Succeeded);
        Given.Do(await rig.Get<PhotographSign>().RunAsync(Given.Engagement, rig.DeploymentId, sign, picture, upload, null, Cancel));
        Given.Do(await rig.Get<PhotographSign>().RunAsync(Given.Engagement, rig.DeploymentId, sign, picture, upload, null, Cancel));
        Assert.True((await rig.Get<PhotographSign>().RunAsync(Given.Operator, rig.DeploymentId, sign, Given.Id(902), upload, null, Cancel)).IsRefusedAs(RefusalKind.Conflict));

        var kept = await rig.App.InDatabaseAsync(db => db.SignPictures.AsNoTracking().SingleAsync(Cancel));
        Assert.DoesNotContain("GPSLatitude", Encoding.Latin1.GetString(kept.Jpeg), StringComparison.Ordinal);
        Assert.Equal(kept.Jpeg, await rig.Get<ReadSigns>().PictureAsync(Given.Operator, rig.DeploymentId, picture, Cancel));
        Assert.Null(await rig.Get<ReadSigns>().PictureAsync(Given.Operator, Given.Id(77), picture, Cancel));
        Given.Do(await rig.Get<GoLive>().RunAsync(Given.Operator, rig.DeploymentId, null, Cancel));
    }

    /// <summary>A child who stops to look at the sign is in no file of ours, not even of a refusal.</summary>
    [Fact]
    public async Task Photograph_WithAFaceInIt_OrThatIsNone_IsRefused_AndNothingOfItIsKept()
    {
        TestModels.FolderOrSkip();
        await using var rig = await LiveRig.StartAsync(g => g.SignsUpBefore = null, worker: false);
        var portrait = await File.ReadAllBytesAsync(Repository.Combine("Lfr.Web", "Demo", "people", "03", "portrait.jpg"), Cancel);

        Says.RefusedBy("FORM", await rig.Get<PhotographSign>().RunAsync(Given.Engagement, rig.DeploymentId, Given.Id(600), Given.Id(901), portrait, null, Cancel), "There is a face in the photograph");
        Says.RefusedBy("FORM", await rig.Get<PhotographSign>().RunAsync(Given.Engagement, rig.DeploymentId, Given.Id(600), Given.Id(902), "<svg onload=alert(1)>"u8.ToArray(), null, Cancel), "JPEG, PNG or WebP");

        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.SignPictures.CountAsync(Cancel)));
        Assert.All((await rig.DeploymentAsync()).Signs, s => Assert.Empty(s.Photographs));
    }

    /// <summary>The same picture with where it was taken in its head, as a telephone writes it.</summary>
    private static byte[] WithPosition(byte[] jpeg)
    {
        byte[] note = [.. "Exif\0\0"u8, .. "GPSLatitude 51.5750"u8];
        return [0xFF, 0xD8, 0xFF, 0xE1, (byte)((note.Length + 2) >> 8), (byte)(note.Length + 2), .. note, .. jpeg.AsSpan(2)];
    }
}
