using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Dossiers;

namespace Lfr.Tests.Policy;

public class CamerasAreNamedTests
{
    [Fact]
    public void Plan_WithoutACamera_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Cameras = [] }), "names no camera");

    [Fact]
    public void Camera_WithoutASource_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Cameras = [g.Plan.Cameras[0] with { Source = "" }] }), "Camera 1 has no source.");

    [Fact]
    public void Camera_WithoutAName_IsRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Cameras = [g.Plan.Cameras[0] with { Name = " " }] }), "A camera has no name.");

    [Fact]
    public void TwoCameras_OfOneName_AreRefused() =>
        Says.Broken(Judge(g => g.Plan = g.Plan with { Cameras = [g.Plan.Cameras[0], g.Plan.Cameras[0] with { Id = Given.Id(22), Name = "camera 1" }] }), "Two cameras have the same name.");

    [Theory]
    [InlineData("http://169.254.169.254/latest", "Camera 1: This address leads to the worker itself, not to a camera.")]
    [InlineData("file:/etc/passwd", "Camera 1: This address leads to the worker itself, not to a camera.")]
    [InlineData("concat:/etc/passwd", "Camera 1: This camera address is not understood.")]
    [InlineData("rtsp://admin:p@ss@10.0.0.5/one", "Camera 1: The password in this camera address contains a character with another meaning in an address.")]
    public void Camera_AtWhoseAddressTheEngineOpensNothing_IsRefused(string source, string why)
    {
        var problem = new CameraAddresses(demonstration: false).Problem(source);
        Says.Broken(new CamerasAreNamed().Judge(Given.Dossier() with { CameraProblems = [$"Camera 1: {problem}"] }), why);
    }

    [Fact]
    public void Camera_ThatIsAFile_IsTaken_InADemonstration() => Assert.Null(new CameraAddresses(demonstration: true).Problem("file:/srv/film.mp4"));

    [Fact]
    public void Address_ForPeopleWhoDoNotWriteIt_HoldsNoPassword() =>
        Assert.Equal("rtsp://10.0.0.5/one", CameraAddresses.Public("rtsp://admin:secret@10.0.0.5/one?token=1"));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new CamerasAreNamed().Judge(Given.Dossier(change));
}
