using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Watchlists;

/// <summary>When an approver is asked for a break.</summary>
public class SignOffStretchTests
{
    [Theory]
    [InlineData(100, 9, true)]
    [InlineData(100, 10, false)]
    [InlineData(99, 2, false)]
    [InlineData(300, 2, true)]
    public void Break_IsAskedFor_AfterAHundredFastAnswersInARow(int answers, int seconds, bool asked) =>
        Assert.Equal(asked, SignOffStretch.Of(Answers(answers, seconds), null, Given.Start)!.NeedsBreak);

    [Fact]
    public void Stretch_EndsAtAPause_AndAtTheLastTimeABreakWasAskedFor()
    {
        var gap = SignOffStretch.Pause.TotalSeconds;
        (DateTimeOffset, int)[] paused = [.. Answers(60, 5), .. Answers(60, 5).Select(a => (a.At.AddSeconds(-gap - 300), a.Seconds))];

        Assert.Equal(60, SignOffStretch.Of(paused, null, Given.Start)!.Answers);
        Assert.Equal(40, SignOffStretch.Of(Answers(100, 5), Answers(100, 5)[40].At, Given.Start)!.Answers);
        Assert.Null(SignOffStretch.Of(Answers(100, 5), null, Given.Start + SignOffStretch.Pause));
        Assert.Null(SignOffStretch.Of([], null, Given.Start));
    }

    private static (DateTimeOffset At, int Seconds)[] Answers(int count, int seconds) =>
        [.. Enumerable.Range(0, count).Select(n => (Given.Start.AddSeconds(-n * seconds), seconds))];
}
