using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

public class ClashTests
{
    private static readonly StaffMember Olu = new(Given.Id(1), "Olu Operator", Roles.Operator, null);
    private static readonly StaffMember Ben = new(Given.Id(2), "Ben Engages", Roles.EngagementOfficer, null);

    [Theory]
    // The other one ends when this one begins, overlaps by a minute, lies inside, lies around, begins when this one ends.
    [InlineData(-4, 0, false)]
    [InlineData(-4, 0.1, true)]
    [InlineData(1, 2, true)]
    [InlineData(-1, 9, true)]
    [InlineData(8, 12, false)]
    public void Officer_AtTwoPlacesAtOnce_IsBookedTwice(double from, double to, bool clashes)
    {
        var found = Clash.Among([Use(1, 0, 8, [Olu, Ben]), Use(2, from, to, [Olu])]);

        Assert.Equal(clashes ? ["Olu Operator"] : [], found.Select(c => c.What));
    }

    [Fact]
    public void OthersAtTheSameTime_AndPlansWithoutADate_DoNotClash() =>
        Assert.Empty(Clash.Among([Use(1, 0, 8, [Olu]), Use(2, 0, 8, [Ben]), Use(3, 0, 8, [Olu]) with { Plan = Given.GoodPlan() with { Window = null, Staff = [Olu] } }]));

    [Fact]
    public void WindowWithoutLength_DoesNotClash() => Assert.Empty(Clash.Among([Use(1, 0, 8, [Olu]), Use(2, 1, 1, [Olu])]));

    [Fact]
    public void OfTwoThatBeginTogether_TheEarlierNumberIsTheFirst()
    {
        var found = Assert.Single(Clash.Among([Use(1, 0, 8, [Olu]) with { Reference = "2026-1000" }, Use(2, 0, 8, [Olu]) with { Reference = "2026-999" }]));

        Assert.Equal(("2026-999", "2026-1000"), (found.First.Reference, found.Second.Reference));
    }

    /// <summary>One name once, whatever they do there; the van as well.</summary>
    [Fact]
    public void ManyThingsBookedTwice_AreNamedInOneClash()
    {
        var van = new OfflineAllowance(Given.Id(9), "Van 2", 5, "No network under the bridge");
        var found = Assert.Single(Clash.Among(
        [
            With(Use(2, 1, 3, [Olu, Olu with { Role = Roles.Silver }, Ben]), van),
            With(Use(1, 0, 8, [Ben, Olu]), van),
        ]));

        Assert.Equal("Ben Engages, Olu Operator and Van 2", found.What);
        Assert.Equal(("2026-001", "2026-002"), (found.First.Reference, found.Second.Reference));
        Assert.Equal("2026-002", found.Other(Given.Id(101)).Reference);
        Assert.Equal("2026-001", found.Other(Given.Id(102)).Reference);
        Assert.Equal((true, true, false), (found.Concerns(Given.Id(101)), found.Concerns(Given.Id(102)), found.Concerns(Given.Id(103))));
    }

    /// <summary>A camera on a network is one thing, whoever signs in to it. A device of a van and a film are not.</summary>
    [Theory]
    [InlineData("rtsp://cam7.force.example/stream?channel=1", "rtsp://viewer:secret@CAM7.force.example/stream?channel=1", true)]
    [InlineData("rtsp://cam7.force.example/stream?channel=1", "rtsp://cam7.force.example/stream?channel=2", false)]
    [InlineData("https://cam7.force.example/", "https://cam8.force.example/", false)]
    [InlineData("v4l2:/dev/video0", "v4l2:/dev/video0", false)]
    [InlineData("demo:walk.mp4", "demo:walk.mp4", false)]
    [InlineData("", "", false)]
    public void CameraAtOneAddress_InTwoPlansAtOnce_IsBookedTwice(string one, string other, bool clashes)
    {
        var found = Clash.Among([Seeing(Use(1, 0, 8, [Olu]), one), Seeing(Use(2, 1, 3, [Ben]), other)]);

        Assert.Equal(clashes ? ["Camera 2"] : [], found.Select(c => c.What));
    }

    [Fact]
    public void LongDeployment_ClashesWithEachOfTwoLaterOnes() =>
        Assert.Equal(["2026-002", "2026-003"], Clash.Among([Use(3, 5, 6, [Olu]), Use(1, 0, 8, [Olu]), Use(2, 1, 2, [Olu])]).Select(c => c.Second.Reference));

    private static PlannedUse Use(int number, double from, double to, StaffMember[] staff) => new(
        Given.Id(100 + number), $"2026-00{number}", Given.GoodPlan() with { Window = new Window(Given.Start.AddHours(from), Given.Start.AddHours(to)), Staff = staff });

    private static PlannedUse Seeing(PlannedUse use, string source) =>
        use with { Plan = use.Plan with { Cameras = [new Camera(Given.Id(7), $"Camera {use.Reference[^1]}", source, "The square")] } };

    private static PlannedUse With(PlannedUse use, OfflineAllowance van) => use with { Plan = use.Plan with { Offline = van } };
}
