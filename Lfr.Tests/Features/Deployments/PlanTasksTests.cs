using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Features.Deployments;

public sealed class PlanTasksTests
{
    [Fact]
    public void GoodCase_HasEveryTaskDone() => Assert.All(PlanTasks.Of(Given.Dossier()), t => Assert.True(t.Progress == TaskProgress.Done, $"{t.Title}: {t.Detail}"));

    [Fact]
    public void MissingParts_AreNamed()
    {
        var task = Task("Purpose and place", g => g.Plan = g.Plan with { Window = null, Grounds = g.Plan.Grounds with { LegalPower = " " } });

        Assert.Equal(TaskProgress.Begun, task.Progress);
        Assert.Equal("8 of 10 written; missing: date and hours and legal power.", task.Detail);
    }

    [Fact]
    public void ExpiredAssessment_DoesNotCount()
    {
        var task = Task("Assessments", g => g.Plan = g.Plan with { Assessments = [.. g.Plan.Assessments.Skip(1), Given.Assessed(AssessmentKind.DataProtection) with { ValidUntil = new DateOnly(2026, 6, 4) }] });

        Assert.Equal((TaskProgress.Begun, "3 of 4 in force on the day."), (task.Progress, task.Detail));
    }

    [Fact]
    public void PublicNotice_ThatContradictsThePlan_AsksForALook()
    {
        var task = Task("Public notice", g => g.ChangedAfterwards = p => p with { Place = p.Place with { Venue = "Elsewhere" } });

        Assert.Equal(TaskProgress.Attention, task.Progress);
    }

    [Fact]
    public void UnsealedList_IsBegun() => Assert.Equal("2 of 2 entries signed off; not sealed.", Task("Watchlist", g => g.SealedAt = null).Detail);

    [Fact]
    public void StaffWithoutCurrentTraining_AskForALook()
    {
        var task = Task("Cameras and staff", g => g.Plan = g.Plan with { Staff = [.. g.Plan.Staff.Select(s => s with { TrainedUntil = new DateOnly(2026, 6, 4) })] });

        Assert.Equal((TaskProgress.Attention, "1 camera, 2 people, 2 without current training."), (task.Progress, task.Detail));
    }

    [Fact]
    public void EveryDeploymentRule_ThatAPageClears_LeadsThere()
    {
        var elsewhere = RuleBook.Deployment.Where(r => FindingPlaces.Of(Given.Officer, new Finding(r.Id, r.Title, Weight.Block, "", "", r.ClearedBy), Given.DeploymentId, Given.GoodPlan()) is null).Select(r => r.Id);

        Assert.Equal(["ENGINE", "R01", "R07b", "R45"], elsewhere.Order(StringComparer.Ordinal));
    }

    private static PlanTask Task(string title, Action<Given> change) => PlanTasks.Of(Given.Dossier(change)).Single(t => t.Title == title);
}
