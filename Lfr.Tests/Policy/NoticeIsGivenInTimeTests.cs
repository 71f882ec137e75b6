using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;

namespace Lfr.Tests.Policy;

public class NoticeIsGivenInTimeTests
{
    [Fact]
    public void Notice_SeventyTwoHoursBefore_IsInTime() =>
        Says.Met(Judge(g => g.NoticeAt = Given.Start.AddHours(-72)));

    [Fact]
    public void Notice_OneMinuteLess_IsWarnedAbout() =>
        Says.Doubtful(Judge(g => g.NoticeAt = Given.Start.AddHours(-72).AddMinutes(1)), "Notice lead time is 71 h 59 min; less than 72 h.");

    [Fact]
    public void Notice_TwentyFourHoursBefore_IsWarnedAbout() =>
        Says.Doubtful(Judge(g => g.NoticeAt = Given.Start.AddHours(-24)), "Notice lead time is 24 h; less than 72 h.");

    [Fact]
    public void Notice_SeventeenHoursBefore_NeedsASecondReason() =>
        Says.Broken(Judge(g => g.NoticeAt = Given.Start.AddHours(-17)), "Notice lead time is 17 h; less than 24 h, which needs a second reason.");

    [Fact]
    public void Notice_SeventeenHoursBeforeWithASecondReason_IsWarnedAbout() =>
        Says.Doubtful(Judge(g => { g.NoticeAt = Given.Start.AddHours(-17); g.ShortNoticeReason = "Threat received last night"; }), "A second reason is given.");

    /// <summary>Below the minimum of a policy that has one, no reason is enough; an urgent request cannot wait for it.</summary>
    [Fact]
    public void Notice_BelowTheMinimum_IsRefusedWhateverTheReason()
    {
        var pack = Given.Uk with { Notice = new PolicyNotice { MinimumHours = 18 } };
        Verdict Of(DateTimeOffset? urgent) => Judge(g => { g.Policy = pack; g.NoticeAt = Given.Start.AddHours(-17); g.ShortNoticeReason = "Threat received last night"; g.UrgentSince = urgent; });

        Says.Broken(Of(null), "Notice lead time is 17 h; the policy allows nothing under 18 hours.");
        Says.Doubtful(Of(Given.Start), "A second reason is given.");
        Assert.Equal(24, Given.Library.Find("eu-ai-act.1")!.Notice!.MinimumHours);
    }

    [Fact]
    public void Notice_AfterTheStart_IsRefusedWhateverTheReason() =>
        Says.Broken(Judge(g => { g.NoticeAt = Given.Start.AddMinutes(1); g.ShortNoticeReason = "We forgot"; }), "published after the start");

    [Fact]
    public void NoNotice_SixDaysBefore_WouldBeInTime() =>
        Says.Doubtful(Judge(g => { g.NoticeAt = null; g.Now = Given.Start.AddDays(-6); }), "If the notice were published now, its lead time would be 6 days.");

    [Fact]
    public void NoNotice_OnceStarted_IsRefused() =>
        Says.Broken(Judge(g => g.NoticeAt = null), "The start has passed without a notice");

    [Fact]
    public void Plan_WithoutADate_HasNoLeadTime() =>
        Says.Broken(Judge(g => { g.NoticeAt = null; g.Plan = g.Plan with { Window = null }; }), "no lead time");

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge());

    private static Verdict Judge(Action<Given>? change = null) => new NoticeIsGivenInTime().Judge(Given.Dossier(change));
}
