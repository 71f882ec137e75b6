using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Features.Deployments;

/// <summary>What is due next, by the numbers of the policy.</summary>
public sealed class DeadlineTests
{
    private static readonly Window Window = new(Given.Start, Given.Start.AddHours(8));

    private static readonly Standing Draft = new(Given.DeploymentId, DeploymentState.Draft, true, null, false, 0, 0, 0, false, false);

    /// <summary>First the hours of good notice, then those of a second reason, then the start.</summary>
    [Theory]
    [InlineData(240, 72, "R14")]
    [InlineData(72, 24, "second reason")]
    [InlineData(30, 24, "second reason")]
    [InlineData(24, 0, "R13")]
    [InlineData(1, 0, "R13")]
    public void NoticeThatIsNotPublic_IsDueByTheNumbersOfThePolicy(int hoursLeft, int hoursBeforeTheStart, string because)
    {
        var next = Next(Draft, hoursLeft)!;

        Assert.Equal(("Publish the notice", Window.Start.AddHours(-hoursBeforeTheStart)), (next.What, next.Due));
        Assert.Contains(because, next.Because, StringComparison.Ordinal);
    }

    [Fact]
    public void OnceTheNoticeIsPublic_TheRestIsDueByTheStart()
    {
        var told = Draft with { Notice = NoticeState.Published, NoticeFits = true };

        Assert.Equal("Ask for authority", Next(told, 240)!.What);
        Assert.Equal("Decide about authority", Next(told with { State = DeploymentState.Submitted }, 240)!.What);
        Assert.Equal("Seal the list", Next(told with { State = DeploymentState.Authorised, HasAuthority = true }, 240)!.What);
        Assert.Null(Next(told with { State = DeploymentState.Authorised, HasAuthority = true, IsSealed = true }, 240));
    }

    [Fact]
    public void NothingIsDue_WithoutADate_OnceItRan_AndOnceItsHoursAreOver()
    {
        Assert.Null(Deadline.Next(Draft, null, Given.Uk, Given.Start));
        Assert.Null(Next(Draft with { State = DeploymentState.Live }, 1));
        Assert.Null(Next(Draft, -9));
    }

    /// <summary>Given.Start is a Friday at ten; three days before it a Tuesday, and one that begins on a Tuesday is due on a Saturday.</summary>
    [Fact]
    public void DeadlineAtAWeekend_SaysUntilWhenToAsk()
    {
        var tuesday = new Window(Given.Start.AddDays(4), Given.Start.AddDays(4).AddHours(8));

        Assert.Null(Next(Draft, 240)!.Outside);
        Assert.StartsWith("This falls on a Saturday: ask before Friday ", Deadline.Next(Draft, tuesday, Given.Uk, tuesday.Start.AddDays(-10))!.Outside!.Sentence, StringComparison.Ordinal);
    }

    /// <summary>Nothing is due at a time that has passed, and nobody is told to ask before one.</summary>
    [Fact]
    public void OnceTheHoursHaveBegun_ItIsDueWhileTheyLast()
    {
        var saturday = new Window(new DateTimeOffset(2026, 6, 6, 10, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 6, 6, 16, 0, 0, TimeSpan.Zero));

        var due = Deadline.Next(Draft with { NoticeFits = true, IsSealed = true }, saturday, Given.Uk, saturday.Start.AddHours(1))!;

        Assert.Equal(("Ask for authority", saturday.End, null), (due.What, due.Due, due.Outside));
    }

    private static Deadline? Next(Standing standing, int hoursLeft) => Deadline.Next(standing, Window, Given.Uk, Window.Start.AddHours(-hoursLeft));
}
