using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class VansRunIsolatedTests
{
    [Theory]
    [InlineData("v4l2:/dev/video0")]
    [InlineData("demo:walk.mp4")]
    [InlineData("rtsp://10.1.2.3/stream")]
    [InlineData("rtsp://172.16.0.1/stream")]
    [InlineData("rtsp://172.31.255.1/stream")]
    [InlineData("http://viewer:secret@192.168.4.20:8080/video")]
    [InlineData("http://169.254.7.7/video")]
    [InlineData("http://100.64.0.9/video")]
    [InlineData("rtsp://[fd12:3456::1]/stream")]
    [InlineData("rtsp://[fe80::1]/stream")]
    [InlineData("rtsp://[::ffff:10.0.0.1]/stream")]
    [InlineData("rtsp://cam7.force.example/stream")]
    [InlineData("")]
    public void CameraOfTheVan_OrOfAPrivateNetwork_IsIsolated(string source) => Says.Met(Judge(source));

    [Theory]
    [InlineData("rtsp://203.0.113.7/stream")]
    [InlineData("https://viewer:secret@198.51.100.9/video")]
    [InlineData("rtsp://172.15.0.1/stream")]
    [InlineData("rtsp://172.32.0.1/stream")]
    [InlineData("http://100.128.0.1/video")]
    [InlineData("rtsp://[2001:db8::1]/stream")]
    [InlineData("rtsp://[::ffff:203.0.113.7]/stream")]
    public void CameraWithAPublicAddress_IsNamed_AndItsAddressIsNot(string source)
    {
        var verdict = Judge(source);

        Says.Broken(verdict, "Camera 7 would be reached over the internet");
        Assert.DoesNotContain("secret", verdict.Sentence, StringComparison.Ordinal);
    }

    private static Verdict Judge(string source) =>
        new VansRunIsolated().Judge(Given.Dossier(g => g.Plan = g.Plan with { Cameras = [.. g.Plan.Cameras, new Camera(Given.Id(77), "Camera 7", source, "The square")] }));
}
