using Lfr.Inference.Children;
using Lfr.Inference.Faces;
using Lfr.Shared.Live;
using Lfr.Web.Features.Live.Claims;

namespace Lfr.Tests.Features.Live;

/// <summary>An alert whose pictures Lfr could not look at is not refused: nothing is known against it, and its worker offers it again.</summary>
public class AlertImagesTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ChildThatCannotBeStarted_IsNoReasonAgainstTheAlert()
    {
        using var decoder = new PictureDecoder(1, () => PictureChild.Start("/no/such/program", [], ChildLimits.Picture));

        var refusal = await Assert.ThrowsAsync<PictureRefusedException>(() => AlertImages.DrawAsync(Message(), decoder, Cancel));

        Assert.True(refusal.MayWorkLater);
    }

    [Fact]
    public async Task ChildrenThatDie_AreNoReasonAgainstTheAlert_BecauseTheMachineMayHaveEndedThem()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The children of this test are shell scripts.");
        using var decoder = new PictureDecoder(1, () => PictureChild.Start("/bin/sh", ["-c", "kill -KILL $$"], ChildLimits.Picture));

        var refusal = await Assert.ThrowsAsync<PictureRefusedException>(() => AlertImages.DrawAsync(Message(), decoder, Cancel));

        Assert.True(refusal.MayWorkLater);
    }

    [Fact]
    public async Task PicturesThatAChildDecoded_AreRerendered()
    {
        using var decoder = new PictureDecoder(1);

        using var images = await AlertImages.DrawAsync(Message(), decoder, Cancel);

        Assert.Null(images.Problem);
        Assert.Equal((320, 240), (images.Width, images.Height));
    }

    private static AlertMessage Message() => new(
        Guid.Empty, Guid.Empty, Guid.Empty, Guid.Empty, DateTimeOffset.UnixEpoch, TimeSpan.Zero, 0, 0, 0, 0, 0, 0, new FaceBox(0, 0, 1, 1), new FaceQuality(1, 1, 1, 1, 1, 1, 1, 1),
        [], LiveRig.Jpeg(64, 48), LiveRig.Jpeg(320, 240));
}
