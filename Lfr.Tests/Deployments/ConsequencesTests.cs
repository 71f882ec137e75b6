using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

/// <summary>Every step from every state: what becomes of a public notice, a sealed list, the biometrics, the authority and the staff.</summary>
public class ConsequencesTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddHours(1);

    /// <summary>What a step leaves behind. Whatever is not here is refused (see <see cref="DeploymentStateTests"/>) and leaves everything as it was.</summary>
    private static readonly Dictionary<(string Step, DeploymentState Before), Left> Table = new()
    {
        [("ChangePlan", DeploymentState.Draft)] = Untouched(DeploymentState.Draft),
        [("ChangePlan", DeploymentState.Authorised)] = Untouched(DeploymentState.Draft) with { List = WatchlistState.Compiling },
        [("Submit", DeploymentState.Draft)] = Untouched(DeploymentState.Submitted),
        [("TakeBack", DeploymentState.Submitted)] = Untouched(DeploymentState.Draft),
        [("Grant", DeploymentState.Submitted)] = Untouched(DeploymentState.Authorised) with { Authority = true },
        [("Refuse", DeploymentState.Submitted)] = CalledOff(DeploymentState.Refused, NoticeState.Refused),
        [("Return", DeploymentState.Submitted)] = Untouched(DeploymentState.Draft) with { Notice = NoticeState.UnderReview },
        [("Revoke", DeploymentState.Authorised)] = Untouched(DeploymentState.Draft) with { Notice = NoticeState.AuthorityWithdrawn, List = WatchlistState.Compiling },
        [("Revoke", DeploymentState.Live)] = Untouched(DeploymentState.Ended) with { Grows = false },
        [("Revoke", DeploymentState.Paused)] = Untouched(DeploymentState.Ended) with { Grows = false },
        [("Revoke", DeploymentState.Ended)] = Untouched(DeploymentState.Ended) with { Grows = false },
        [("Postpone", DeploymentState.Draft)] = PutOff(),
        [("Postpone", DeploymentState.Submitted)] = PutOff(),
        [("Postpone", DeploymentState.Authorised)] = PutOff(),
        [("Cancel", DeploymentState.Draft)] = CalledOff(DeploymentState.Cancelled, NoticeState.Cancelled),
        [("Cancel", DeploymentState.Submitted)] = CalledOff(DeploymentState.Cancelled, NoticeState.Cancelled),
        [("Cancel", DeploymentState.Authorised)] = CalledOff(DeploymentState.Cancelled, NoticeState.Cancelled),
        [("WithdrawNotice", DeploymentState.Draft)] = Untouched(DeploymentState.Draft) with { Notice = NoticeState.Withdrawn },
        [("WithdrawNotice", DeploymentState.Submitted)] = Untouched(DeploymentState.Submitted) with { Notice = NoticeState.Withdrawn },
        // The plan is as it was authorised: the authority stays, and R13 keeps the cameras off.
        [("WithdrawNotice", DeploymentState.Authorised)] = Untouched(DeploymentState.Authorised) with { Authority = true, Notice = NoticeState.Withdrawn },
        [("GoLive", DeploymentState.Authorised)] = Untouched(DeploymentState.Live) with { Authority = true },
        [("GoLive", DeploymentState.Ended)] = Untouched(DeploymentState.Live) with { Authority = true },
        [("ChangeList", DeploymentState.Live)] = Untouched(DeploymentState.Live) with { Authority = true },
        [("ChangeList", DeploymentState.Paused)] = Untouched(DeploymentState.Paused) with { Authority = true },
        [("PauseRun", DeploymentState.Live)] = Untouched(DeploymentState.Paused) with { Authority = true },
        [("ResumeRun", DeploymentState.Paused)] = Untouched(DeploymentState.Live) with { Authority = true },
        [("PauseRun by Silver", DeploymentState.Live)] = Untouched(DeploymentState.Paused) with { Authority = true },
        [("PauseRun by Silver", DeploymentState.Paused)] = Untouched(DeploymentState.Paused) with { Authority = true },
        [("DecideOnFalseAlerts", DeploymentState.Live)] = Untouched(DeploymentState.Live) with { Authority = true },
        [("DecideOnFalseAlerts", DeploymentState.Paused)] = Untouched(DeploymentState.Paused) with { Authority = true },
        [("Stop by Silver", DeploymentState.Live)] = Untouched(DeploymentState.Ended) with { Authority = true },
        [("Stop by Silver", DeploymentState.Paused)] = Untouched(DeploymentState.Ended) with { Authority = true },
        // Silver stands by what an operator stopped: only Silver, or who outranks Silver, can release it.
        [("Stop by Silver", DeploymentState.Ended)] = Untouched(DeploymentState.Ended) with { Authority = true },
        // Stopped early: inside the window another run may follow, with a list that was mended meanwhile.
        [("Stop", DeploymentState.Live)] = Untouched(DeploymentState.Ended) with { Authority = true },
        [("Stop", DeploymentState.Paused)] = Untouched(DeploymentState.Ended) with { Authority = true },
        [("CloseDown", DeploymentState.Ended)] = Untouched(DeploymentState.Debriefed) with { Authority = true, Grows = false, Destroyed = true, StoodDown = true },
        [("PublishRecord", DeploymentState.Debriefed)] = Untouched(DeploymentState.Published) with { Authority = true, Grows = false },
    };

    public static TheoryData<string, DeploymentState> Steps() => [.. Table.Keys.Select(k => (k.Step, k.Before))];

    [Theory]
    [MemberData(nameof(Steps))]
    public void Step_FromAState_LeavesWhatTheTableSays(string step, DeploymentState before)
    {
        var deployment = DeploymentCommands.In(before);
        var (notice, list, entries) = (new Given().Notice(), new Given().Watchlist(), new[] { Given.Entry(1).SignedOff() });
        Given.Do(DeploymentCommands.All[step](deployment, Now));

        var consequences = Consequences.Of(TransitionOf(step), before, deployment.State);
        consequences.Apply(notice, list, entries, "Snow", Given.Planner, Now);

        Assert.Equal(
            Table[(step, before)],
            new Left(
                deployment.State, notice.State, list.State, entries[0].State, deployment.MayChangeList(Now).Succeeded, consequences.DestroysBiometrics,
                deployment.Authority is not null, consequences.StandsStaffDown));
        Assert.Equal(consequences.DestroysBiometrics, consequences.List == ListFate.Deleted);
    }

    [Fact]
    public void Table_HasEveryStepThatIsAllowed()
    {
        var allowed = from step in DeploymentCommands.All.Keys
                      from state in Enum.GetValues<DeploymentState>()
                      where DeploymentCommands.All[step](DeploymentCommands.In(state), Now).Succeeded
                      select (step, state);

        Assert.Equal(allowed.Order(), Table.Keys.Order());
    }

    [Fact]
    public void Steps_AreEachOneTransition() =>
        Assert.Equal(Enum.GetValues<DeploymentStep>().Order(), DeploymentCommands.All.Keys.Select(TransitionOf).Distinct().Order());

    [Theory]
    [InlineData(DeploymentStep.Refuse)]
    [InlineData(DeploymentStep.Return)]
    [InlineData(DeploymentStep.Revoke)]
    public void OfficersReasons_AreNotWhatThePublicReads(DeploymentStep step)
    {
        var notice = new Given().Notice();

        Consequences.Of(step, DeploymentState.Authorised, DeploymentState.Draft).Apply(notice, null, [], "The informant was named in the plan", Given.Officer, Now);

        Assert.Equal(2, notice.Versions.Count);
        Assert.DoesNotContain("informant", notice.Current!.Reason, StringComparison.Ordinal);
        Assert.Contains("will not take place", notice.Current.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Step_WithoutNoticeAndList_IsApplied()
    {
        foreach (var step in Enum.GetValues<DeploymentStep>())
            Consequences.Of(step, DeploymentState.Authorised, DeploymentState.Draft).Apply(null, null, [], "Snow", Given.Planner, Now);
    }

    [Fact]
    public void BrokenSeal_KeepsTheReasonOfTheStep()
    {
        var list = new Given().Watchlist();

        Consequences.Of(DeploymentStep.Postpone, DeploymentState.Draft, DeploymentState.Draft).Apply(null, list, [], "Postponed: snow", Given.Planner, Now);

        Assert.Equal("Postponed: snow", Assert.Single(list.BrokenSeals).Reason);
    }

    private static DeploymentStep TransitionOf(string step) => step switch
    {
        "PauseRun" or "PauseRun by Silver" => DeploymentStep.Pause,
        "ResumeRun" => DeploymentStep.Resume,
        "Stop" or "Stop by Silver" => DeploymentStep.End,
        "ReleaseRun" => DeploymentStep.Release,
        "PublishRecord" => DeploymentStep.Publish,
        _ => Enum.Parse<DeploymentStep>(step),
    };

    private static Left Untouched(DeploymentState after) =>
        new(after, NoticeState.Published, WatchlistState.Sealed, EntryState.Approved, Grows: true, Destroyed: false, Authority: false, StoodDown: false);

    private static Left PutOff() =>
        Untouched(DeploymentState.Draft) with { Notice = NoticeState.Postponed, List = WatchlistState.Compiling, Entry = EntryState.Returned };

    private static Left CalledOff(DeploymentState after, NoticeState notice) =>
        Untouched(after) with { Notice = notice, Grows = false, Destroyed = true, StoodDown = true };

    private sealed record Left(
        DeploymentState State, NoticeState Notice, WatchlistState List, EntryState Entry, bool Grows, bool Destroyed, bool Authority, bool StoodDown);
}
