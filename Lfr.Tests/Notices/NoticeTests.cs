using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Notices;

public class NoticeTests
{
    private static readonly DateTimeOffset First = Given.Start.AddDays(-7);
    private static readonly DateTimeOffset Later = Given.Start.AddDays(-5);

    [Fact]
    public void Publish_FirstTime_TellsThePlansFacts()
    {
        var notice = Published();

        var version = Assert.Single(notice.Versions);
        Assert.Equal((1, NoticeChange.Published, NoticeState.Published), (version.Number, version.Change, notice.State));
        Assert.Equal((Given.GoodPlan().Place, Given.GoodPlan().Window, Given.GoodPlan().Grounds.Purpose), (version.Place, version.Window, version.Purpose));
        Assert.Equal(First, notice.PublicSince(Given.GoodPlan()));
    }

    [Fact]
    public void Publish_IncompleteText_NamesWhatIsMissing()
    {
        var notice = Notice.Write(Given.Id(2), Given.DeploymentId, Given.NoticeText with { YourRights = " ", Contact = "" });

        Says.RefusedBy("FORM", notice.Publish(Given.GoodPlan(), "", Given.Planner, First), "The notice is not complete: Your rights, Contact.");
        Assert.Empty(notice.Versions);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    [InlineData(-2)]
    public void Publish_WithoutProperHours_IsRefused(int? hours)
    {
        var plan = Given.GoodPlan() with { Window = hours is { } length ? new Window(Given.Start, Given.Start.AddHours(length)) : null };

        Assert.Equal("FORM", Assert.Single(Draft().Publish(plan, "", Given.Planner, First).Refusals).RuleId);
    }

    [Fact]
    public void Publish_AfterTheWindow_IsRefused() =>
        Says.RefusedBy("STATE", Draft().Publish(Given.GoodPlan(), "", Given.Planner, Given.Start.AddHours(8)), "already over");

    [Fact]
    public void Publish_WithoutAPurpose_IsRefused()
    {
        var plan = Given.GoodPlan();

        Says.RefusedBy("FORM", Draft().Publish(plan with { Grounds = plan.Grounds with { Purpose = "" } }, "", Given.Planner, First));
    }

    [Fact]
    public void Amend_WithoutSayingWhatChanged_IsRefused() =>
        Says.RefusedBy("FORM", Published().Publish(Given.GoodPlan(), " ", Given.Planner, Later), "what changed and why");

    [Fact]
    public void Amend_ThatChangesNothing_IsRefused()
    {
        var notice = Published();

        Says.RefusedBy("FORM", notice.Publish(Given.GoodPlan(), "Better words.", Given.Planner, Later), "nothing changed: the public reads these very words in version 1");

        Assert.Single(notice.Versions);
    }

    [Fact]
    public void Publish_AgainWithTheSameWords_AfterItWasPostponed_SaysThatItTakesPlace()
    {
        var notice = Published();
        notice.Tell(NoticeChange.Postponed, "Snow", Given.Planner, Later);

        Given.Do(notice.Publish(Given.GoodPlan(), "The snow is gone.", Given.Planner, Later.AddHours(1)));

        Assert.Equal(3, notice.Versions.Count);
    }

    [Fact]
    public void Amend_OnlyTheText_KeepsTheLeadTime()
    {
        var notice = Published();
        Given.Do(notice.Edit(Given.NoticeText with { Contact = "01708 000000" }));

        Given.Do(notice.Publish(Given.GoodPlan(), "A telephone number was added.", Given.Planner, Later));

        Assert.Equal(First, notice.PublicSince(Given.GoodPlan()));
        Assert.Equal(NoticeChange.Amended, notice.Current!.Change);
    }

    [Fact]
    public void Amend_OtherHours_StartsTheLeadTimeAnew()
    {
        var notice = Published();
        var later = Given.GoodPlan() with { Window = new Window(Given.Start.AddHours(1), Given.Start.AddHours(8)) };

        Given.Do(notice.Publish(later, "Starts an hour later.", Given.Planner, Later));

        Assert.Equal(Later, notice.PublicSince(later));
        Assert.Null(notice.PublicSince(Given.GoodPlan()));
    }

    [Fact]
    public void Amend_BackToTheFirstHours_DoesNotCountFromTheFirstNotice()
    {
        var notice = Published();
        var other = Given.GoodPlan() with { Window = new Window(Given.Start.AddHours(1), Given.Start.AddHours(8)) };
        Given.Do(notice.Publish(other, "Later.", Given.Planner, Later));

        Given.Do(notice.Publish(Given.GoodPlan(), "As it was.", Given.Planner, Later.AddHours(5)));

        Assert.Equal(Later.AddHours(5), notice.PublicSince(Given.GoodPlan()));
    }

    [Fact]
    public void Edit_AfterPublishing_DoesNotChangeWhatThePublicReads()
    {
        var notice = Published();

        Given.Do(notice.Edit(Given.NoticeText with { Summary = "Something else" }));

        Assert.Equal(Given.NoticeText.Summary, notice.Current!.Text.Summary);
    }

    [Fact]
    public void Postponed_IsPublicAndEndsTheLeadTime()
    {
        var notice = Published();

        notice.Tell(NoticeChange.Postponed, "Snow", Given.Planner, Later);

        Assert.Equal((NoticeState.Postponed, "Snow"), (notice.State, notice.Current!.Reason));
        Assert.Null(notice.PublicSince(Given.GoodPlan()));
    }

    [Fact]
    public void Postponed_ThenPublishedAgain_StartsTheLeadTimeAnew()
    {
        var notice = Published();
        notice.Tell(NoticeChange.Postponed, "Snow", Given.Planner, Later);

        Given.Do(notice.Publish(Given.GoodPlan(), "The weather is fine after all.", Given.Planner, Later.AddHours(1)));

        Assert.Equal(NoticeState.Published, notice.State);
        Assert.Equal(Later.AddHours(1), notice.PublicSince(Given.GoodPlan()));
        Assert.Equal(3, notice.Versions.Count);
    }

    [Fact]
    public void Draft_PostponedOrCancelled_TellsThePublicNothing()
    {
        var notice = Draft();

        notice.Tell(NoticeChange.Postponed, "Snow", Given.Planner, Later);
        notice.Tell(NoticeChange.Cancelled, "Called off", Given.Planner, Later);

        Assert.Empty(notice.Versions);
        Assert.Equal(NoticeState.Draft, notice.State);
    }

    [Theory]
    [InlineData(NoticeChange.Cancelled, NoticeState.Cancelled)]
    [InlineData(NoticeChange.Refused, NoticeState.Refused)]
    public void LastWord_StaysAsItIs(NoticeChange change, NoticeState says)
    {
        var notice = Published();
        notice.Tell(change, "It will not take place.", Given.Planner, Later);

        Says.RefusedBy("STATE", notice.Edit(Given.NoticeText));
        Says.RefusedBy("STATE", notice.Publish(Given.GoodPlan(), "Again", Given.Planner, Later));
        Says.RefusedBy("STATE", notice.GiveShortNoticeReason("Threat received last night"));
        notice.Tell(NoticeChange.Postponed, "Snow", Given.Planner, Later);
        Assert.Equal((says, 2), (notice.State, notice.Versions.Count));
    }

    [Theory]
    [InlineData(NoticeChange.UnderReview, NoticeState.UnderReview)]
    [InlineData(NoticeChange.AuthorityWithdrawn, NoticeState.AuthorityWithdrawn)]
    [InlineData(NoticeChange.Withdrawn, NoticeState.Withdrawn)]
    public void TakenBackForNow_IsPublishedAgainWithANewLeadTime(NoticeChange change, NoticeState says)
    {
        var notice = Published();
        Given.Do(notice.GiveShortNoticeReason("Threat received last night"));

        notice.Tell(change, "It will not take place unless we say so here.", Given.Officer, Later);

        Assert.Equal((says, null, null), (notice.State, notice.ShortNoticeReason, notice.PublicSince(Given.GoodPlan())));
        Given.Do(notice.Publish(Given.GoodPlan(), "Authority is granted.", Given.Planner, Later.AddHours(1)));
        Assert.Equal((NoticeState.Published, Later.AddHours(1)), (notice.State, notice.PublicSince(Given.GoodPlan())));
    }

    [Theory]
    [InlineData(NoticeChange.Published)]
    [InlineData(NoticeChange.Amended)]
    public void Tell_APublication_IsAMistakeInTheProgram(NoticeChange change) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Published().Tell(change, "", Given.Planner, Later));

    [Fact]
    public void ShortNoticeReason_ForAnotherDate_NoLongerCounts()
    {
        var notice = Published();
        Given.Do(notice.GiveShortNoticeReason("Threat received last night"));

        Given.Do(notice.Publish(Given.GoodPlan() with { Window = new Window(Given.Start.AddDays(-1), Given.Start) }, "A day earlier.", Given.Planner, Later));

        Assert.Null(notice.ShortNoticeReason);
    }

    [Fact]
    public void ShortNoticeReason_Empty_IsRefused() => Says.RefusedBy("FORM", Draft().GiveShortNoticeReason(" "));

    private static Notice Draft() => Notice.Write(Given.Id(2), Given.DeploymentId, Given.NoticeText);

    private static Notice Published()
    {
        var notice = Draft();
        Given.Do(notice.Publish(Given.GoodPlan(), "", Given.Planner, First));
        return notice;
    }

    [Theory]
    [InlineData(0, "Summary")]
    [InlineData(1, "Why")]
    [InlineData(2, "Who is looked for")]
    [InlineData(3, "Another way")]
    [InlineData(4, "What happens to your face")]
    [InlineData(5, "Your rights")]
    [InlineData(6, "Contact")]
    public void EmptyPart_IsNamedAsTheFormNamesIt(int part, string name)
    {
        var words = Enumerable.Range(0, 7).Select(i => i == part ? " " : "Written.").ToArray();

        Assert.Equal([name], new NoticeText(words[0], words[1], words[2], words[3], words[4], words[5], words[6]).Missing());
    }

    [Fact]
    public void ReasonOfTheFirstVersion_IsEmpty_AndThatOfAnAmendment_IsWhatTheGiverWrote()
    {
        var notice = Draft();
        Given.Do(notice.Publish(Given.GoodPlan(), "Nobody asked for this.", Given.Planner, First));
        Given.Do(notice.Edit(Given.NoticeText with { Contact = "01708 000000" }));
        Given.Do(notice.Publish(Given.GoodPlan(), " Another contact. ", Given.Planner, Later));

        Assert.Equal(["", "Another contact."], notice.Versions.Select(v => v.Reason));
    }

    [Fact]
    public void Cancellation_RepeatsTheTextThatWasPublic_NotADraftThatNobodySaw()
    {
        var notice = Published();
        Given.Do(notice.Edit(Given.NoticeText with { Summary = "Not public yet." }));

        notice.Tell(NoticeChange.Cancelled, "Snow", Given.Planner, Later);

        Assert.Equal(Given.NoticeText, notice.Current!.Text);
    }
}
