using System.Globalization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

/// <summary>Today is 5 June 2026, 10:00 in London.</summary>
public class DateRangesTests
{
    private static readonly DateTimeOffset Now = Given.Start;
    private static readonly DateOnly Today = new(2026, 6, 5);

    [Theory]
    [InlineData("2026-06-05T11:00Z", "2026-06-05T19:00Z", null)]
    [InlineData("2026-06-05T08:00Z", "2026-06-05T09:01Z", null)]
    [InlineData("2026-06-05T08:00Z", "2026-06-05T09:00Z", "are over")]
    [InlineData("2026-06-04T08:00Z", "2026-06-04T16:00Z", "are over")]
    [InlineData("2026-06-06T16:00Z", "2026-06-06T16:00Z", "not after the start")]
    [InlineData("2028-06-05T09:00Z", "2028-06-05T12:00Z", null)]
    [InlineData("2028-06-06T09:00Z", "2028-06-06T12:00Z", "Check the year")]
    public void Window_IsOpenOrAhead(string start, string end, string? words) =>
        Says(words, DateRanges.OfWindow(new Window(Moment(start), Moment(end)), Now));

    [Theory]
    [InlineData("2026-06-05", null)]
    [InlineData("2026-06-06", "has not come yet")]
    [InlineData("2016-06-05", null)]
    [InlineData("2016-06-04", "Check the year")]
    [InlineData("0202-06-04", "Check the year")]
    public void Approval_IsPastAndNotTooOld(string day, string? words) => Says(words, DateRanges.OfApproval(Day(day), Today));

    [Theory]
    [InlineData("2026-03-01", "2026-03-01", null)]
    [InlineData("2026-02-28", "2026-03-01", "before the day of approval")]
    [InlineData("2031-03-01", "2026-03-01", null)]
    [InlineData("2031-03-02", "2026-03-01", "Check the year")]
    [InlineData("2031-06-05", null, null)]
    [InlineData("2031-06-06", null, "Check the year")]
    [InlineData("2016-06-04", null, "Check the year")]
    public void Validity_FollowsTheApproval(string until, string? approved, string? words) =>
        Says(words, DateRanges.OfValidity(Day(until), approved is null ? null : Day(approved), Today));

    [Theory]
    [InlineData("2020-01-01", null)]
    [InlineData("2031-06-05", null)]
    [InlineData("2031-06-06", "Check the year")]
    public void Training_IsNotForAGeneration(string until, string? words) => Says(words, DateRanges.OfTraining(Day(until), Today));

    [Theory]
    [InlineData("2026-06-05", AgeBand.Adult, null)]
    [InlineData("2026-06-06", AgeBand.Adult, "has not come yet")]
    [InlineData("1946-06-05", AgeBand.Adult, null)]
    [InlineData("1946-06-04", AgeBand.Adult, "Check the year")]
    [InlineData("2008-06-05", AgeBand.Child13To17, null)]
    [InlineData("2008-06-04", AgeBand.Child13To17, "nobody of this age was born")]
    [InlineData("2013-06-05", AgeBand.Under13, null)]
    [InlineData("2013-06-04", AgeBand.Under13, "nobody of this age was born")]
    public void Photograph_IsOfALivingPersonOfThatAge(string taken, AgeBand age, string? words) => Says(words, DateRanges.OfPhotograph(Day(taken), age, Today));

    [Theory]
    [InlineData("2026-06-05T09:00Z", null)]
    [InlineData("2026-06-05T09:01Z", "has not come yet")]
    [InlineData("2027-01-01T09:00Z", "has not come yet")]
    [InlineData("2026-06-04T09:00Z", null)]
    [InlineData("2026-06-04T08:59Z", "last 24 h")]
    [InlineData("2025-01-01T09:00Z", "last 24 h")]
    public void StatusCheck_IsPastAndAsFreshAsTheListMustBe(string at, string? words) => Says(words, DateRanges.OfStatusCheck(Moment(at), Given.Uk, Now));

    [Fact]
    public void StatusCheck_HasTheHoursOfThePolicy()
    {
        var slow = Given.Uk with { Numbers = Given.Uk.Numbers with { WatchlistMaximumAgeHours = 48 } };

        Assert.Null(DateRanges.OfStatusCheck(Now.AddHours(-48), slow, Now));
        Says("last 48 h", DateRanges.OfStatusCheck(Now.AddHours(-49), slow, Now));
        Assert.Null(DateRanges.OfStatusCheck(Now.AddYears(-1), null, Now));
        Says("has not come yet", DateRanges.OfStatusCheck(Now.AddMinutes(1), null, Now));
    }

    [Fact]
    public void Plan_NamesEveryDateThatCannotBeRight()
    {
        var good = Given.GoodPlan();
        var plan = good with
        {
            Window = new Window(Now.AddDays(-2), Now.AddDays(-1)),
            Assessments = [good.Assessments[0] with { ApprovedOn = Today.AddDays(1) }, good.Assessments[1] with { ValidUntil = new DateOnly(2206, 1, 1) }],
            Staff = [good.Staff[0] with { TrainedUntil = new DateOnly(2206, 1, 1) }],
        };

        Assert.Collection(
            DateRanges.OfPlan(plan, null, Now),
            p => Assert.StartsWith("Date and hours: ", p.Why, StringComparison.Ordinal),
            p => Assert.StartsWith("Data protection impact assessment, approved on: ", p.Why, StringComparison.Ordinal),
            p => Assert.StartsWith("Equality impact assessment, valid until: ", p.Why, StringComparison.Ordinal),
            p => Assert.StartsWith("Training of Olu Operator: ", p.Why, StringComparison.Ordinal));
    }

    [Fact]
    public void Plan_DatesThatAreSavedAlready_AreNotAskedAgain()
    {
        var later = Now.AddYears(20);

        Assert.NotEmpty(DateRanges.OfPlan(Given.GoodPlan(), null, later));
        Assert.Empty(DateRanges.OfPlan(Given.GoodPlan() with { Name = "Another name" }, Given.GoodPlan(), later));
    }

    [Fact]
    public void Plan_DaysThatAreNotGivenYet_AreNoProblem()
    {
        var open = Given.Assessed(AssessmentKind.Equality) with { ApprovedOn = DateOnly.MaxValue, ValidUntil = DateOnly.MinValue };

        Assert.Empty(DateRanges.OfPlan(Given.GoodPlan() with { Assessments = [open], Window = null }, null, Now));
    }

    private static void Says(string? words, DateProblem? problem)
    {
        if (words is null)
            Assert.Null(problem);
        else
            Assert.Contains(words, $"{problem}", StringComparison.Ordinal);
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
