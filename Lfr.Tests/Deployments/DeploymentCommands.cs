using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Deployments;

/// <summary>Every command of a deployment with good arguments, and a deployment in every state, reached by commands only.</summary>
internal static class DeploymentCommands
{
    public static IReadOnlyDictionary<string, Func<Deployment, DateTimeOffset, Outcome>> All { get; } =
        new Dictionary<string, Func<Deployment, DateTimeOffset, Outcome>>(StringComparer.Ordinal)
        {
            ["ChangePlan"] = (d, now) => d.ChangePlan(Given.GoodPlan() with { Name = "Another name" }, now),
            ["Submit"] = (d, now) => d.Submit(Given.Planner, Given.Uk, [], now),
            ["TakeBack"] = (d, _) => d.TakeBack(),
            ["Grant"] = (d, now) => d.Decide(AuthorityVerdict.Granted, "Necessary", "", d.Plan.Hash(), Given.Officer, [], now),
            ["Refuse"] = (d, now) => d.Decide(AuthorityVerdict.Refused, "Merely useful", "", d.Plan.Hash(), Given.Officer, [], now),
            ["Return"] = (d, now) => d.Decide(AuthorityVerdict.Returned, "Say more", "", d.Plan.Hash(), Given.Officer, [], now),
            ["Revoke"] = (d, now) => d.Revoke("Circumstances changed", Given.Officer, now),
            ["Postpone"] = (d, now) => d.Postpone("Snow", Given.Planner, true, true, now),
            ["Cancel"] = (d, now) => d.Cancel("No longer needed", Given.Planner, now),
            ["WithdrawNotice"] = (d, _) => d.MayWithdrawNotice(),
            ["GoLive"] = (d, now) => d.GoLive(NewRun(d, now), []),
            ["ChangeList"] = (d, now) => d.ChangeList(NewRun(d, now) with { GalleryHash = "another" }, AnotherSeal, [], now),
            ["PauseRun"] = (d, now) => d.PauseRun("Ambulance in the zone", Given.Operator, now),
            ["PauseRun by Silver"] = (d, now) => d.PauseRun("A march comes closer", Given.Silver, now),
            ["ResumeRun"] = (d, now) => d.ResumeRun(Given.Operator, now),
            ["Stop"] = (d, now) => d.Stop(RunEnd.Stopped, "Rain", Given.Operator, now),
            ["Stop by Silver"] = (d, now) => d.Stop(RunEnd.Stopped, "A march is here", Given.Silver, now),
            ["ReleaseRun"] = (d, now) => d.ReleaseRun("The march has passed", Given.Silver, now),
            ["DecideOnFalseAlerts"] = (d, now) => d.DecideOnFalseAlerts(FalseAlertChoice.GoOn, 9, 2000, "One man, walked by nine times", Given.Silver, now),
            ["CloseDown"] = (d, now) => d.CloseDown(Purged(now), 0),
            ["PublishRecord"] = (d, _) => d.PublishRecord(),
        };

    public static Deployment In(DeploymentState state, Plan? plan = null)
    {
        var deployment = Deployment.Draft(Given.DeploymentId, 2026, 14, plan ?? Given.GoodPlan(), Given.Planner, Given.Start.AddDays(-9));
        string[] way = state switch
        {
            DeploymentState.Draft => [],
            DeploymentState.Submitted => ["Submit"],
            DeploymentState.Authorised => ["Submit", "Grant"],
            DeploymentState.Refused => ["Submit", "Refuse"],
            DeploymentState.Live => ["Submit", "Grant", "GoLive"],
            DeploymentState.Paused => ["Submit", "Grant", "GoLive", "PauseRun"],
            DeploymentState.Ended => ["Submit", "Grant", "GoLive", "Stop"],
            DeploymentState.Debriefed => ["Submit", "Grant", "GoLive", "Stop", "CloseDown"],
            DeploymentState.Published => ["Submit", "Grant", "GoLive", "Stop", "CloseDown", "PublishRecord"],
            _ => ["Cancel"],
        };
        var now = Given.Start;
        foreach (var step in way)
            Given.Do(All[step](deployment, now = now.AddMinutes(1)));
        Assert.Equal(state, deployment.State);
        return deployment;
    }

    /// <summary>The seal of a list that was changed.</summary>
    public static WatchlistSeal AnotherSeal => new("another", 2, Given.Approver.Sign(Given.Start));

    /// <summary>A run under a licence of its own, also where two are minted in the same second.</summary>
    public static Run NewRun(Deployment deployment, DateTimeOffset now) => new(
        Given.Id(4000 + (int)(now - Given.Start).TotalSeconds + (100_000 * deployment.Runs.Count)), new SignedLicence([], []), 0.54f, Given.GalleryHash, 2, Given.GoodEngine().Models, Given.Operator.Sign(now),
        (deployment.Plan.Window ?? new Window(now, now.AddHours(1))).End, [], null, null, null, FaceCounts.None);

    public static ListPurge Purged(DateTimeOffset now) => new(now, now.AddHours(24));
}
