using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Features.Deployments;

public sealed class PlanFormTests
{
    [Fact]
    public void Plan_ThroughTheForm_IsUnchanged()
    {
        var plan = Given.GoodPlan();

        Assert.Equal(plan.Hash(), new PlanDraft(plan).ToPlan().Hash());
        Assert.Equal(plan.Assessments, new PlanDraft(plan).ToPlan().Assessments);
        Assert.Equal(plan.Staff, new PlanDraft(plan).ToPlan().Staff);
    }

    [Fact]
    public void Window_TypedInSummer_IsStoredInUtc()
    {
        var reading = Typed("2026-06-05", "10:00", "", "18:00").Read();

        Assert.Equal(new Window(Given.Start, Given.Start.AddHours(8)), reading.Window);
        Assert.Equal("", reading.Problem + reading.Remark);
    }

    [Fact]
    public void Window_AtATimeThatDoesNotExist_IsRefusedWithASentence()
    {
        var reading = Typed("2026-03-29", "01:30", "", "06:00").Read();

        Assert.Null(reading.Window);
        Assert.Equal("01:30 does not exist on 29 March 2026: the clocks go forward from 01:00 to 02:00 that night. Choose another time.", reading.Problem);
    }

    [Fact]
    public void Window_AtATimeThatComesTwice_SaysWhichIsMeant()
    {
        var reading = Typed("2026-10-25", "01:30", "", "06:00").Read();

        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), reading.Window?.Start);
        Assert.Contains("01:30 BST is meant", reading.Remark, StringComparison.Ordinal);
    }

    [Fact]
    public void Window_OfTheSecondOfTwoSuchTimes_StaysWhenNothingIsTyped()
    {
        var window = new Window(new(2026, 10, 25, 1, 30, 0, TimeSpan.Zero), new(2026, 10, 25, 6, 0, 0, TimeSpan.Zero));

        Assert.Equal(window, new WindowDraft(window).Read().Window);
    }

    [Theory]
    [InlineData("", "10:00", "", "18:00", "Give the day.")]
    [InlineData("2026-06-05", "", "", "18:00", "Give the time at which it starts.")]
    [InlineData("2026-06-05", "10:00", "", "", "Give the time at which it ends.")]
    [InlineData("2026-06-05", "22:00", "", "02:00", "It must end after it starts.")]
    public void Window_HalfTyped_SaysWhatIsMissing(string day, string from, string lastDay, string to, string problem) =>
        Assert.StartsWith(problem, Typed(day, from, lastDay, to).Read().Problem, StringComparison.Ordinal);

    [Fact]
    public void Window_PastMidnight_NeedsTheNextDay() =>
        Assert.Equal(TimeSpan.FromHours(4), Typed("2026-06-05", "22:00", "2026-06-06", "02:00").Read().Window?.Length);

    [Fact]
    public void HalfTypedDate_KeepsTheSavedOne_AndEverythingElseIsTaken()
    {
        var draft = new PlanDraft(Given.GoodPlan()) { Venue = "Market Place" };
        draft.Window.EndTime = "";

        Assert.Equal(Given.GoodPlan().Window, draft.ToPlan().Window);
        Assert.Equal("Market Place", draft.ToPlan().Place.Venue);
        Assert.Equal(["Date and hours: Give the time at which it ends."], draft.Problems);
    }

    [Theory]
    [InlineData("9,000", 9000)]
    [InlineData("12 500", 12500)]
    [InlineData("", 0)]
    public void Footfall_IsReadAsPeopleWriteIt(string typed, int faces) => Assert.Equal(faces, new PlanDraft(Given.GoodPlan()) { Footfall = typed }.ToPlan().ExpectedFootfall);

    [Fact]
    public void FalseAlertRate_IsOneInSoMany()
    {
        var draft = new PlanDraft(Given.GoodPlan());

        Assert.Equal("1,000", draft.OneIn);
        draft.OneIn = "2,500";
        Assert.Equal(1.0 / 2500, draft.ToPlan().TargetFalseAlertRate);
        draft.OneIn = "1";
        Assert.Equal(0.001, draft.ToPlan().TargetFalseAlertRate);
        Assert.NotNull(draft.TargetProblem);
    }

    [Fact]
    public void AssessmentWithoutDays_IsKeptButNoRuleReliesOnIt()
    {
        var kept = new AssessmentDraft(AssessmentKind.Equality, null) { Reference = "EIA 4", ApprovedBy = "Dora Officer" }.ToAssessment();

        Assert.NotNull(kept);
        Assert.False(Lfr.Web.Features.Deployments.Queries.PlanTasks.IsInForce(kept, null, Given.Start));
        Assert.Equal(("", ""), (new AssessmentDraft(AssessmentKind.Equality, kept).ApprovedOn, new AssessmentDraft(AssessmentKind.Equality, kept).ValidUntil));
    }

    [Fact]
    public void AssessmentWithNothingWritten_IsNone() => Assert.Null(new AssessmentDraft(AssessmentKind.Community, null).ToAssessment());

    [Fact]
    public void Staff_TakeTheirTrainingFromTheAccount()
    {
        var draft = new PlanDraft(Given.GoodPlan());
        draft.RenewTraining([new ServingAccount(Given.Operator.UserId, "Olu Operator", Roles.Operator, new DateOnly(2029, 1, 1))]);

        Assert.Equal(new DateOnly(2029, 1, 1), draft.ToPlan().Staff.Single(s => s.Role == Roles.Operator).TrainedUntil);
    }

    private static WindowDraft Typed(string day, string from, string lastDay, string to) =>
        new(null) { StartDay = day, StartTime = from, EndDay = lastDay, EndTime = to };
}
