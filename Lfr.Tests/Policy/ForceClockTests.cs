using Lfr.Shared.Policy;
using Lfr.Web.Components;

namespace Lfr.Tests.Policy;

/// <summary>Days and times are read and shown in the time zone of the policy; London's when it names none.</summary>
public class ForceClockTests
{
    private static readonly DateTimeOffset Late = new(2026, 6, 5, 22, 30, 0, TimeSpan.Zero);

    [Fact]
    public void WithoutAnother_ItIsLondons()
    {
        Assert.Equal(("5 June 2026, 23:30", "London", "Europe/London"), (Words.Moment(Late), ForceClock.Place, Given.Uk.TimeZone));
        Assert.Equal("BST", ForceClock.NameOf(ForceTime.At(Late)));
    }

    [Theory]
    [InlineData("Europe/Prague", "6 June 2026, 00:30", "Prague", "UTC+2")]
    [InlineData("America/Los_Angeles", "5 June 2026, 15:30", "Los Angeles", "UTC−7")]
    [InlineData("Asia/Kolkata", "6 June 2026, 04:00", "Kolkata", "UTC+5:30")]
    [InlineData("UTC", "5 June 2026, 22:30", "UTC", "UTC")]
    public void PolicyOfAnotherZone_ReadsDayAndTimeThere(string zone, string moment, string place, string name)
    {
        using var _ = ForceClock.In(zone);

        Assert.Equal((moment, place, name), (Words.Moment(Late), ForceClock.Place, ForceClock.NameOf(ForceTime.At(Late))));
        Assert.Equal(moment, ForceTime.DateAndTime(Late));
        Assert.Equal(ForceTime.Day(Late), Late.ForceDay());
        // What is typed is read by the same clock.
        Assert.Equal(Late, ForceTime.Moment(ForceTime.Day(Late), TimeOnly.FromDateTime(ForceTime.At(Late).DateTime)));
    }
}
