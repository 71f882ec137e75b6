using Lfr.Shared.Deployments;
using Lfr.Tests.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Features.Deployments;

/// <summary>Which days the calendar shows, where a deployment stands in them, and what the clock says after it was dragged.</summary>
public sealed class CalendarPartsTests
{
    private static readonly DateOnly Day = new(2026, 6, 5);

    [Theory]
    [InlineData(null, "2026-06-05", "2026-06-01", "2026-07-05", "2026-05-01", "2026-07-01", "June 2026")]
    [InlineData("WEEK", "2026-06-07", "2026-06-01", "2026-06-07", "2026-05-31", "2026-06-14", "1 June 2026 to 7 June 2026")]
    [InlineData("day", "2026-06-05", "2026-06-05", "2026-06-05", "2026-06-04", "2026-06-06", "Friday 5 June 2026")]
    [InlineData("decade", "nonsense", "2026-06-01", "2026-07-05", "2026-05-01", "2026-07-01", "June 2026")]
    [InlineData("day", "0001-01-01", "2026-06-05", "2026-06-05", "2026-06-04", "2026-06-06", "Friday 5 June 2026")]
    public void Address_SaysWhichDaysAreShown(string? span, string? day, string first, string last, string before, string after, string title)
    {
        var days = CalendarDays.Read(span, day, Day);

        Assert.Equal((first, last, before, after, title), (Iso(days.First), Iso(days.Last), Iso(days.Before), Iso(days.After), days.Title));
        Assert.Equal(days.Last, days.All.Last());
    }

    /// <summary>The week after the last day that there is would be the end of the page.</summary>
    [Theory]
    [InlineData("2026-06-05", true)]
    [InlineData("9999-12-31", false)]
    [InlineData("0001-01-01", false)]
    [InlineData("nonsense", false)]
    [InlineData(null, false)]
    public void Day_FromWhichNoWeekCanBeCounted_IsNone(string? named, bool isDay) => Assert.Equal(isDay, CalendarDays.Named(named) is not null);

    /// <summary>Hours of London: a night shift fills the day to its end, and the next day from its beginning; what overlaps stands side by side.</summary>
    [Fact]
    public void Hours_HaveEachDeploymentOnce_AndOverlapsBesideEachOther()
    {
        CalendarItem[] items = [Item(1, "2026-06-05T06:30Z", "2026-06-05T09:00Z"), Item(2, "2026-06-05T08:00Z", "2026-06-05T10:15Z"), Item(3, "2026-06-05T09:00Z", "2026-06-05T21:30Z"), Item(4, "2026-06-05T21:30Z", "2026-06-06T01:00Z")];

        var hours = new DayHours(Day, items);

        Assert.Equal((7, 23, 2), (hours.First, hours.Last, hours.Lanes));
        Assert.Equal((1, 3, 0), At(7, 0));
        Assert.Equal((2, 3, 1), At(9, 1));
        Assert.Equal((3, 13, 0), At(10, 0));
        Assert.Equal((4, 2, 1), At(22, 1));
        Assert.Equal((true, true, false, false), (hours.IsCovered(9, 0), hours.IsCovered(11, 1), hours.IsCovered(12, 1), hours.IsCovered(7, 0)));
        Assert.Equal((0, 2), (new DayHours(Day.AddDays(1), [items[3]]).First, new DayHours(Day.AddDays(1), [items[3]]).At(0, 0)!.Rows));
        Assert.Equal((8, 20, 1), (new DayHours(Day, []).First, new DayHours(Day, []).Last, new DayHours(Day, []).Lanes));

        (int, int, int) At(int hour, int lane) => hours.At(hour, lane) is { } block ? (block.Item.Name[^1] - '0', block.Rows, block.Lane) : default;
    }

    /// <summary>In the night in which the clocks go back an hour comes twice: the end may stand before the start on the clock.</summary>
    [Fact]
    public void Hours_AcrossTheClockChange_AreStillARow() =>
        Assert.Equal(1, new DayHours(new DateOnly(2026, 10, 25), [Item(1, "2026-10-25T00:50Z", "2026-10-25T01:20Z")]).At(1, 0)!.Rows);

    /// <summary>A move keeps the local hours across a clock change; an hour that does not exist on that day is reported.</summary>
    [Theory]
    [InlineData("2026-06-05T09:00Z", "2026-06-05T17:00Z", "2026-11-02", null, "2026-11-02T10:00Z", "2026-11-02T18:00Z")]
    [InlineData("2026-06-05T20:00Z", "2026-06-06T01:00Z", "2026-06-30", null, "2026-06-30T20:00Z", "2026-07-01T01:00Z")]
    [InlineData("2026-06-05T09:30Z", "2026-06-05T17:00Z", "2026-06-06", 14, "2026-06-06T13:00Z", "2026-06-06T20:30Z")]
    [InlineData("2026-06-05T09:00Z", "2026-06-05T17:00Z", "2026-06-06", 20, "2026-06-06T19:00Z", "2026-06-07T03:00Z")]
    [InlineData("2026-06-05T20:00Z", "2026-06-06T01:00Z", "2026-06-05", 9, "2026-06-05T08:00Z", "2026-06-05T13:00Z")]
    [InlineData("2026-06-05T00:30Z", "2026-06-05T05:00Z", "2027-03-28", null, null, null)]
    public void DraggedWindow_KeepsItsHoursOnTheClock(string start, string end, string day, int? hour, string? newStart, string? newEnd)
    {
        var draft = new WindowDraft(Hours(start, end), new FixedClock(Moment("2026-06-01T00:00Z")));

        draft.MoveTo(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture), hour);

        var reading = draft.Read();
        Assert.Equal(newStart is null ? null : Hours(newStart, newEnd!), reading.Window);
        if (newStart is null)
            Assert.Contains("does not exist", reading.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void DraftWithoutATime_GetsTheDayThatItWasDraggedTo()
    {
        var draft = new WindowDraft(null, TimeProvider.System);

        draft.MoveTo(Day, 9);

        Assert.Equal(("2026-06-05", "09:00", "", ""), (draft.StartDay, draft.StartTime, draft.EndDay, draft.EndTime));
        Assert.Equal("Give the time at which it ends.", draft.Read().Problem);
    }

    private static CalendarItem Item(int number, string start, string end) => new(Given.Id(number), $"2026-00{number}", $"Street {number}", "", Hours(start, end), DeploymentState.Draft, false);

    private static Window Hours(string start, string end) => new(Moment(start), Moment(end));

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
