using Lfr.Web.Components;

namespace Lfr.Tests.Components;

public class ForceTimeTests
{
    [Theory]
    [InlineData("2019-01-31T10:00:00Z", "31 January 2019, 10:00")]
    [InlineData("2026-06-05T09:00:00Z", "5 June 2026, 10:00")]
    [InlineData("2026-06-05T23:30:00Z", "6 June 2026, 00:30")]
    public void Moment_IsShownOnAClockInLondon(string utc, string shown) => Assert.Equal(shown, ForceTime.DateAndTime(Utc(utc)));

    [Theory]
    [InlineData("2019-01-31T10:00:00Z", "2019-01-31T18:00:00Z", "31 January 2019, 10:00–18:00")]
    [InlineData("2026-06-05T09:00:00Z", "2026-06-05T17:00:00Z", "5 June 2026, 10:00–18:00")]
    [InlineData("2019-01-31T22:00:00Z", "2019-02-01T02:00:00Z", "31 January 2019, 22:00 – 1 February 2019, 02:00")]
    public void Span_SaysTheDayOnceUnlessItEndsOnAnother(string start, string end, string shown) => Assert.Equal(shown, ForceTime.Span(Utc(start), Utc(end)));

    [Fact]
    public void Span_WhileClocksGoBack_SaysBothTimes() =>
        Assert.Equal("25 October 2026, 00:30 BST – 03:00 GMT", ForceTime.Span(Utc("2026-10-24T23:30:00Z"), Utc("2026-10-25T03:00:00Z")));

    [Fact]
    public void Span_WhileClocksGoForward_SaysBothTimes() =>
        Assert.Equal("29 March 2026, 00:30 GMT – 03:00 BST", ForceTime.Span(Utc("2026-03-29T00:30:00Z"), Utc("2026-03-29T02:00:00Z")));

    [Fact]
    public void Moment_InTheHourThatComesTwice_SaysWhich()
    {
        Assert.Equal("01:30 BST", ForceTime.Time(Utc("2026-10-25T00:30:00Z")));
        Assert.Equal("01:30:15 GMT", ForceTime.TimeWithSeconds(Utc("2026-10-25T01:30:15Z")));
        Assert.Equal("02:30", ForceTime.Time(Utc("2026-10-25T02:30:00Z")));
    }

    [Fact]
    public void WrittenTime_InTheHourThatDoesNotExist_IsNoMoment() => Assert.Null(ForceTime.Moment(new DateOnly(2026, 3, 29), new TimeOnly(1, 30)));

    [Fact]
    public void WrittenTime_InTheHourThatComesTwice_IsTheFirst() =>
        Assert.Equal(Utc("2026-10-25T00:30:00Z"), ForceTime.Moment(new DateOnly(2026, 10, 25), new TimeOnly(1, 30)));

    [Theory]
    [InlineData(2026, 1, 5, "2026-01-05T10:00:00Z")]
    [InlineData(2026, 6, 5, "2026-06-05T09:00:00Z")]
    public void WrittenTime_IsTheMomentAtWhichAClockInLondonShowsIt(int year, int month, int day, string utc) =>
        Assert.Equal(Utc(utc), ForceTime.Moment(new DateOnly(year, month, day), new TimeOnly(10, 0)));

    [Theory]
    [InlineData("2026-06-05T22:59:00Z", "today")]
    [InlineData("2026-06-05T23:00:00Z", "tomorrow")]
    [InlineData("2026-06-04T12:00:00Z", "yesterday")]
    [InlineData("2026-06-09T12:00:00Z", "Tuesday 9 June 2026")]
    public void Day_IsSeenFromToday(string utc, string shown) => Assert.Equal(shown, ForceTime.DayFrom(Utc(utc), Utc("2026-06-05T09:00:00Z")));

    [Theory]
    [InlineData("Romford town centre", "2019-01-31T10:00:00Z", "2019-01-31T18:00:00Z", "Thursday 31 January 2019, 10:00–18:00")]
    [InlineData("Romford, 31 January 2019", "2019-01-31T10:00:00Z", "2019-01-31T18:00:00Z", "10:00–18:00")]
    [InlineData("Soho, 17 December 2018", "2018-12-17T00:00:00Z", "2018-12-18T00:00:00Z", "")]
    [InlineData("Soho, 17 December 2018", "2018-12-17T22:00:00Z", "2018-12-18T02:00:00Z", "Monday 17 December 2018, 22:00 – 18 December 2018, 02:00")]
    public void LineBelowATitle_DoesNotSayItsDayAgain(string title, string start, string end, string line) => Assert.Equal(line, ForceTime.SpanBelow(title, Utc(start), Utc(end)));

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
