using Lfr.Inference.Video;

namespace Lfr.Tests.Video;

public class CameraSourceTests
{
    [Theory]
    [InlineData("rtsp://camera.example:554/stream1", CameraSourceKind.Rtsp)]
    [InlineData("http://camera.example/mjpeg", CameraSourceKind.Http)]
    [InlineData("https://camera.example/mjpeg", CameraSourceKind.Http)]
    [InlineData("v4l2:/dev/video0", CameraSourceKind.Device)]
    [InlineData("file:street.mp4", CameraSourceKind.File)]
    [InlineData("images:frames", CameraSourceKind.Images)]
    [InlineData("demo:walk.mp4", CameraSourceKind.Demo)]
    public void Address_OfAKnownForm_IsUnderstood(string address, CameraSourceKind kind) =>
        Assert.Equal(kind, CameraSource.Parse(address, "films").Kind);

    [Theory]
    [InlineData("concat:a.mp4|b.mp4")]
    [InlineData("concatf:list.txt")]
    [InlineData("subfile,,start,0,end,100,,:/etc/passwd")]
    [InlineData("lavfi:testsrc")]
    [InlineData("data:text/plain;base64,AAAA")]
    [InlineData("ftp://example/x.mp4")]
    [InlineData("rtmp://example/x")]
    [InlineData("udp://239.0.0.1:1234")]
    [InlineData("tee:x")]
    [InlineData("-i")]
    [InlineData("/etc/passwd")]
    [InlineData("rtsp:")]
    [InlineData("http://")]
    [InlineData("v4l2:/dev/sda")]
    [InlineData("v4l2:/dev/video0/../sda")]
    [InlineData("v4l2:/dev/video0\n")]
    [InlineData("demo:../secret.mp4")]
    [InlineData("demo:/etc/passwd")]
    [InlineData("demo:.hidden")]
    [InlineData("file:")]
    [InlineData("")]
    public void Address_OfAnyOtherForm_IsRefusedWithASentence(string address)
    {
        var refusal = Assert.Throws<VideoException>(() => CameraSource.Parse(address, "films"));
        Assert.EndsWith(".", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Password_InAnAddress_IsNeverShown()
    {
        var source = CameraSource.Parse("rtsp://operator:hunter2@camera.example/stream?token=abc", null);
        Assert.Contains("hunter2", source.Target, StringComparison.Ordinal);
        Assert.Equal("rtsp://camera.example/stream", source.ToString());
    }

    [Fact]
    public void DemonstrationFilm_WithoutADemonstrationFolder_IsRefused() =>
        Assert.Throws<VideoException>(() => CameraSource.Parse("demo:walk.mp4", null));
}
