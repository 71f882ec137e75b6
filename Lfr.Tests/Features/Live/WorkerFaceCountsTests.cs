using Lfr.Shared.Deployments;
using Lfr.Tests.Policy;
using Lfr.Web.Data;

namespace Lfr.Tests.Features.Live;

public class WorkerFaceCountsTests
{
    [Fact]
    public void Worker_ThatStartedAgainTwice_CountsOn_AndLosesNothing()
    {
        var counts = WorkerFaceCounts.Start(Given.Id(400), Given.Id(900), Guid.Empty);
        foreach (var faces in new[] { 4, 10, 3, 6, 6, 1, 2 })
            counts.Take(Counted(faces));

        Assert.Equal(Counted(10 + 6 + 2), counts.Total);
        Assert.Equal((Counted(16), Counted(2)), (counts.Before, counts.Current));
    }

    [Fact]
    public void Worker_ThatReportsTheSameAgain_DoesNotCountTwice()
    {
        var counts = WorkerFaceCounts.Start(Given.Id(400), Given.Id(900), Guid.Empty);
        counts.Take(Counted(10));
        counts.Take(Counted(10));

        Assert.Equal(Counted(10), counts.Total);
    }

    [Fact]
    public void ReportOfOneCounting_ThatComesLateOrTwice_AddsNothing()
    {
        var counts = WorkerFaceCounts.Start(Given.Id(400), Given.Id(900), Given.Id(901));
        foreach (var faces in new[] { 4, 10, 10, 3 })
            counts.Take(Counted(faces));

        Assert.Equal(Counted(10), counts.Total);
        Assert.Equal(Counted(10), counts.TotalAfter(Counted(9)));
        Assert.Equal(Counted(11), counts.TotalAfter(Counted(11)));
    }

    private static FaceCounts Counted(int faces) => new(faces, 2 * faces, 3 * faces, 4 * faces, 5 * faces);
}
