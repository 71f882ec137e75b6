using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Deployments;

public sealed class PlanFormTests
{
    /// <summary>It is 1 March 2026.</summary>
    private static readonly FakeTimeProvider Clock = new(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Plan_ThroughTheForm_IsUnchanged()
    {
        var plan = Given.GoodPlan();

        Assert.Equal(plan.Hash(), new PlanDraft(plan, Clock).ToPlan().Hash());
        Assert.Equal(plan.Assessments, new PlanDraft(plan, Clock).ToPlan().Assessments);
        Assert.Equal(plan.Staff, new PlanDraft(plan, Clock).ToPlan().Staff);
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

        Assert.Equal(window, new WindowDraft(window, Clock).Read().Window);
    }

    [Theory]
    [InlineData("", "10:00", "", "18:00", "Give the day.")]
    [InlineData("2026-06-05", "", "", "18:00", "Give the time at which it starts.")]
    [InlineData("2026-06-05", "10:00", "", "", "Give the time at which it ends.")]
    [InlineData("2026-06-05", "22:00", "", "02:00", "The end is not after the start.")]
    public void Window_HalfTyped_SaysWhatIsMissing(string day, string from, string lastDay, string to, string problem) =>
        Assert.StartsWith(problem, Typed(day, from, lastDay, to).Read().Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("2026-02-28", "10:00", "18:00", "These hours are over: they ended on 28 February 2026, 18:00. Enter a later day.")]
    [InlineData("2028-06-05", "10:00", "18:00", "5 June 2028 is more than 2 years ahead. Check the year.")]
    public void Window_ThatCannotBeRight_SaysSoAtOnce_AndTheSavedOneStays(string day, string from, string to, string problem)
    {
        var draft = new PlanDraft(Given.GoodPlan(), Clock);
        (draft.Window.StartDay, draft.Window.StartTime, draft.Window.EndDay, draft.Window.EndTime) = (day, from, "", to);

        Assert.Equal(problem, draft.Window.Read().Problem);
        Assert.Equal(Given.GoodPlan().Window, draft.ToPlan().Window);
    }

    [Theory]
    [InlineData("2026-03-01", "10:00", "18:00", "It has already begun.")]
    [InlineData("2026-06-05", "08:00", "21:00", "It lasts 13 h; the policy allows at most 12 h (R07).")]
    public void Window_ThatWillBeRefusedLater_IsRemarkedAtOnce(string day, string from, string to, string remark)
    {
        var draft = Typed(day, from, "", to);
        draft.LongestHours = 12;

        Assert.Equal(remark, draft.Read().Remark);
        Assert.NotNull(draft.Read().Window);
    }

    [Fact]
    public void Window_ThatIsSavedAndOver_IsRemarkedButNoProblem()
    {
        var reading = new WindowDraft(new Window(Given.Start.AddYears(-1), Given.Start.AddYears(-1).AddHours(2)), Clock).Read();

        Assert.Equal(("", "These hours are over. Set a new date."), (reading.Problem, reading.Remark));
    }

    [Fact]
    public void AssessmentDays_ThatCannotBeRight_SaySoAtOnce_AndTheSavedOnesStay()
    {
        var saved = Given.Assessed(AssessmentKind.Equality) with { ApprovedOn = new DateOnly(2026, 2, 1) };
        var draft = new AssessmentDraft(AssessmentKind.Equality, saved, Clock, null) { ApprovedOn = "2026-03-02", ValidUntil = "2206-01-01" };

        Assert.Contains("has not come yet", draft.ApprovalProblem, StringComparison.Ordinal);
        Assert.Contains("Check the year", draft.ValidityProblem, StringComparison.Ordinal);
        Assert.Equal(saved, draft.ToAssessment());
        (draft.ApprovedOn, draft.ValidUntil) = ("2026-02-28", "2027-01-01");
        Assert.Equal((null, null), (draft.ApprovalProblem, draft.ValidityProblem));
        Assert.Equal(new DateOnly(2027, 1, 1), draft.ToAssessment()!.ValidUntil);
    }

    [Fact]
    public void Assessment_ThatEndsBeforeTheDeployment_SaysSoAtOnce()
    {
        var draft = new AssessmentDraft(AssessmentKind.Equality, Given.Assessed(AssessmentKind.Equality) with { ValidUntil = new DateOnly(2026, 6, 4) }, Clock, null);

        Assert.Equal("It must be valid on 5 June 2026, the day of the deployment.", draft.TooShortFor(Given.GoodPlan().Window));
        Assert.Null(draft.TooShortFor(null));
    }

    [Fact]
    public void Window_PastMidnight_NeedsTheNextDay() =>
        Assert.Equal(TimeSpan.FromHours(4), Typed("2026-06-05", "22:00", "2026-06-06", "02:00").Read().Window?.Length);

    [Fact]
    public void HalfTypedDate_KeepsTheSavedOne_AndEverythingElseIsTaken()
    {
        var draft = new PlanDraft(Given.GoodPlan(), Clock) { Venue = "Market Place" };
        draft.Window.EndTime = "";

        Assert.Equal(Given.GoodPlan().Window, draft.ToPlan().Window);
        Assert.Equal("Market Place", draft.ToPlan().Place.Venue);
        Assert.Equal(["Date and hours: Give the time at which it ends."], draft.Problems);
    }

    [Theory]
    [InlineData("9,000", 9000)]
    [InlineData("12 500", 12500)]
    [InlineData("", 0)]
    public void Footfall_IsReadAsPeopleWriteIt(string typed, int faces) => Assert.Equal(faces, new PlanDraft(Given.GoodPlan(), Clock) { Footfall = typed }.ToPlan().ExpectedFootfall);

    [Fact]
    public void FalseAlertRate_IsOneInSoMany()
    {
        var draft = new PlanDraft(Given.GoodPlan(), Clock);

        Assert.Equal("1,000", draft.OneIn);
        draft.OneIn = "2,500";
        Assert.Equal(1.0 / 2500, draft.ToPlan().TargetFalseAlertRate);
        draft.OneIn = "1";
        Assert.Equal(0.001, draft.ToPlan().TargetFalseAlertRate);
        Assert.NotNull(draft.At("one-in"));
    }

    [Fact]
    public void AssessmentWithoutDays_IsKeptButNoRuleReliesOnIt()
    {
        var kept = new AssessmentDraft(AssessmentKind.Equality, null, Clock, null) { Reference = "EIA 4", ApprovedBy = "Dora Officer" }.ToAssessment();

        Assert.NotNull(kept);
        Assert.False(Lfr.Web.Features.Deployments.Queries.PlanTasks.IsInForce(kept, null, Given.Start));
        Assert.Equal(("", ""), (new AssessmentDraft(AssessmentKind.Equality, kept, Clock, null).ApprovedOn, new AssessmentDraft(AssessmentKind.Equality, kept, Clock, null).ValidUntil));
    }

    [Fact]
    public void AssessmentWithNothingWritten_IsNone() => Assert.Null(new AssessmentDraft(AssessmentKind.Community, null, Clock, null).ToAssessment());

    [Fact]
    public void Staff_TakeTheirTrainingFromTheAccount()
    {
        var draft = new PlanDraft(Given.GoodPlan(), Clock);
        draft.RenewTraining([new ServingAccount(Given.Operator.UserId, "Olu Operator", Roles.Operator, new DateOnly(2029, 1, 1))]);

        Assert.Equal(new DateOnly(2029, 1, 1), draft.ToPlan().Staff.Single(s => s.Role == Roles.Operator).TrainedUntil);
    }

    private static WindowDraft Typed(string day, string from, string lastDay, string to) =>
        new(null, Clock) { StartDay = day, StartTime = from, EndDay = lastDay, EndTime = to };
}
