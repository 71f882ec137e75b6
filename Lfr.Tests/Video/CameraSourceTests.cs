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
    [InlineData("pipe:0")]
    [InlineData("fd:0")]
    [InlineData("cache:http://camera.example/mjpeg")]
    [InlineData("crypto:file:street.mp4")]
    [InlineData("async:file:street.mp4")]
    [InlineData("hls+http://camera.example/list.m3u8")]
    [InlineData("sdp:camera.sdp")]
    [InlineData("rtp://239.0.0.1:5004")]
    [InlineData("srt://camera.example:9000")]
    [InlineData("tcp://camera.example:9000")]
    [InlineData("unix:/run/camera.sock")]
    [InlineData("gopher://camera.example/x")]
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

    [Theory]
    [InlineData("file:concat:a.mp4|b.mp4")]
    [InlineData("file:subfile,,start,0,end,100,,:street.mp4")]
    [InlineData("file:http://camera.example/street.mp4")]
    [InlineData("file:-i")]
    public void Path_ThatADecoderCouldTakeForAProtocol_IsOnlyAPath(string address)
    {
        var source = CameraSource.Parse(address, null);
        Assert.Equal(CameraSourceKind.File, source.Kind);
        Assert.True(Path.IsPathFullyQualified(source.Target));
        Assert.Contains("file:" + source.Target, FfmpegArguments.Probe(source, default));
    }

    [Fact]
    public void VideoDevice_IsReadByTheDeviceReaderAlone()
    {
        var source = CameraSource.Parse("v4l2:/dev/video0", null);
        var shape = new VideoShape(640, 480, 30, 1, Thinned: false);
        var arguments = string.Join(' ', FfmpegArguments.Decode(source, shape, naturalSpeed: true));
        Assert.Contains("-protocol_whitelist file -f v4l2 -i /dev/video0 ", arguments, StringComparison.Ordinal);
        Assert.EndsWith("-f rawvideo -pix_fmt bgr24 pipe:1", arguments, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://camera.example/stream")]
    [InlineData("https://camera.example/stream")]
    [InlineData("file:street.mp4")]
    [InlineData("v4l2:/dev/video0")]
    public void Decoder_IsBounded_InPixelsAllocationAndThreads_WhateverItReads(string address)
    {
        var source = CameraSource.Parse(address, null);
        foreach (var arguments in new[]
        {
            FfmpegArguments.Probe(source, default),
            FfmpegArguments.Decode(source, new VideoShape(640, 480, 25, 1, Thinned: false), naturalSpeed: true),
        })
        {
            foreach (var bound in new[] { "-max_pixels", "-max_alloc", "-threads", "-protocol_whitelist" })
                Assert.InRange(arguments.IndexOf(bound), 0, arguments.IndexOf("-i") - 1);
        }
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

    [Theory]
    [InlineData("rtsp://admin:p@ss@10.0.0.5/one")]
    [InlineData("rtsp://admin:pa#ss@10.0.0.5/one")]
    [InlineData("rtsp://admin:pa/ss@10.0.0.5/one")]
    [InlineData("http://admin:pa?ss@10.0.0.5/one")]
    public void Password_WithASignThatEndsIt_IsRefused_WithHowToWriteIt(string address)
    {
        var refusal = Assert.Throws<VideoException>(() => CameraSource.Parse(address, null));
        Assert.Contains("Write @ as %40, # as %23, / as %2F", refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ss@", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("rtsp://admin:p%40ss%23%2F@10.0.0.5:554/one", false)]
    [InlineData("http://10.0.0.5:8080/video?user=a@b", false)]
    [InlineData("http://[2001:db8::5]/video@1", false)]
    [InlineData("https://camera.force.example/one", false)]
    [InlineData("demo:walk.mp4", false)]
    [InlineData("v4l2:/dev/video0", false)]
    [InlineData("file:/etc/passwd", true)]
    [InlineData("images:/srv/pictures", true)]
    [InlineData("http://127.0.0.1/video", true)]
    [InlineData("http://2130706433/video", true)]
    [InlineData("http://localhost./video", true)]
    [InlineData("rtsp://[::1]/one", true)]
    [InlineData("rtsp://[::ffff:127.0.0.1]/one", true)]
    [InlineData("http://169.254.169.254/latest", true)]
    [InlineData("rtsp://[fe80::1]/one", true)]
    [InlineData("http://0.0.0.0/video", true)]
    public void Address_ThatLeadsToTheMachineItself_IsKnownAsSuch(string address, bool near) =>
        Assert.Equal(near, CameraSource.Parse(address, "films").StaysOnTheMachine);
}
