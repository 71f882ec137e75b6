using Lfr.Inference.Video;
using Lfr.Tests.Support;
using SkiaSharp;

namespace Lfr.Tests.Video;

/// <summary>Pictures of a folder are decoded as uploads are: upright, whatever their format, and transparent parts white.</summary>
public sealed class ImageFolderPicturesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("lfr-images-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task PicturesLyingOnTheirSide_AreUpright_AndTransparentOnesAreRead()
    {
        SKColor Lying(int x, int y) => x < 24 ? SKColors.Red : SKColors.Blue;
        await WriteAsync("1.jpg", UploadFiles.WithOrientation(UploadFiles.Encoded(SKEncodedImageFormat.Jpeg, 48, 32, Lying), 6));
        await WriteAsync("2.png", UploadFiles.PngWithOrientation(UploadFiles.Encoded(SKEncodedImageFormat.Png, 48, 32, Lying), 6, behind: true));
        await WriteAsync("3.png", UploadFiles.Encoded(SKEncodedImageFormat.Png, 32, 48, (_, y) => y < 24 ? SKColors.Red : SKColors.Transparent));
        await using var source = new ImageFolderSource(CameraSource.Parse("images:" + folder, null), naturalSpeed: false, new FramePool(), TimeProvider.System);

        foreach (var (blue, green) in new (byte, byte)[] { (255, 0), (255, 0), (255, 255) })
        {
            using var frame = Assert.IsType<VideoFrame>(await source.ReadAsync(TestContext.Current.CancellationToken));
            Assert.Equal((32, 48), (frame.Width, frame.Height));
            var (top, bottom) = (frame.Pixels.Slice(((4 * 32) + 16) * 3, 3).ToArray(), frame.Pixels.Slice(((44 * 32) + 16) * 3, 3).ToArray());
            Assert.True(top[0] < 40 && top[2] > 215, $"top {string.Join(',', top)}");
            Assert.True(Math.Abs(bottom[0] - blue) < 40 && Math.Abs(bottom[1] - green) < 40, $"bottom {string.Join(',', bottom)}");
        }

        Assert.Null(await source.ReadAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, source.Unreadable);
    }

    private Task WriteAsync(string name, byte[] file) => File.WriteAllBytesAsync(Path.Combine(folder, name), file, TestContext.Current.CancellationToken);
}
