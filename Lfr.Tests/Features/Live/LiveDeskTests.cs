using Lfr.Shared.Alerts;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Live.Queries;

namespace Lfr.Tests.Features.Live;

public class LiveDeskTests
{
    [Fact]
    public void Desk_WithANumberMissing_SaysSoAndAsksFromThere()
    {
        var desk = new AlertQueue(TimeProvider.System);
        desk.Take([Line(1), Line(2), Line(4)]);

        Assert.False(desk.IsWhole);
        Assert.Equal((2, 4), (desk.WholeUpTo, desk.LastSequence));

        desk.Take([Line(3)]);
        Assert.True(desk.IsWhole);
    }

    [Fact]
    public void Next_IsTheOldestThatWaitsAfterTheOneOnTheScreen()
    {
        var desk = new AlertQueue(TimeProvider.System);
        desk.Take([Line(1), Line(2, AlertState.False), Line(3), Line(4)]);
        desk.Select(3);

        Assert.Equal(4, desk.Next());
        desk.Select(4);
        Assert.Equal(1, desk.Next());
    }

    [Fact]
    public void NewAlert_NeverTakesThePlaceOfTheOneOnTheScreen()
    {
        var desk = new AlertQueue(TimeProvider.System);
        Assert.True(desk.MayAdvance);
        desk.Take([Line(1)]);
        desk.Select(1);

        Assert.True(desk.Take([Line(2)]));
        Assert.False(desk.MayAdvance);
        Assert.Equal(1, desk.Selected);
    }

    [Fact]
    public void Line_ThatChanged_IsNotANewAlert()
    {
        var desk = new AlertQueue(TimeProvider.System);
        desk.Take([Line(1)]);

        Assert.False(desk.Take([Line(1, AlertState.False)]));
        Assert.Empty(desk.Waiting);
    }

    [Fact]
    public void Reasons_NameWhatDecided() =>
        Assert.Equal("Matches: ears, hairline. Same mole.", ReviewFeature.Reasons(Answer.Same, new HashSet<string>(StringComparer.Ordinal) { "hairline", "ears" }, " Same mole. "));

    /// <summary>Set back by two hours, the clock of the machine kept a second person from being called for as long.</summary>
    [Fact]
    public void Wait_GoesOn_WhenTheClockIsSetBack()
    {
        var clock = new SetClock();
        var desk = new AlertQueue(clock);
        desk.Take([Line(1)]);
        Assert.Equal(TimeSpan.FromMinutes(30), desk.Waited(Line(1)));

        clock.Set = TimeSpan.FromHours(-2);
        clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(TimeSpan.FromSeconds(31), desk.Waited(Line(1)));
    }

    private static AlertLine Line(long number, AlertState state = AlertState.Raised) =>
        new(Given.Id((int)number), number, "Camera 1", Given.Start, state, 5, 118, null, null, null, Given.Start, null, null, null, true);
}
