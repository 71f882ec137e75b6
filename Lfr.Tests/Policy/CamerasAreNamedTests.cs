using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

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

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new CamerasAreNamed().Judge(Given.Dossier(change));
}
