using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Biometrics;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.Home.Queries;

/// <summary>What the home page knows of one deployment.</summary>
/// <param name="Id">Id.</param>
/// <param name="Reference">Number that people use.</param>
/// <param name="Name">Operation name.</param>
/// <param name="Venue">Where.</param>
/// <param name="State">State.</param>
/// <param name="Window">When; <see langword="null"/> while undecided.</param>
public sealed record HomeDeployment(Guid Id, string Reference, string Name, string Venue, DeploymentState State, Window? Window)
{
    /// <summary>Account of the planner who owns it.</summary>
    public Guid Planner { get; init; }

    /// <summary>Who is to serve in a duty that needs training (R35).</summary>
    public IReadOnlyList<Guid> Trained { get; init; } = [];

    /// <summary>The last handover to another planner, while it is news; <see langword="null"/> otherwise.</summary>
    public Handover? HandedOver { get; init; }

    /// <summary>Account of whoever looked after it before that.</summary>
    public Guid PlannerBefore { get; init; }

    /// <summary>When authority was asked for.</summary>
    public DateTimeOffset? SubmittedAt { get; init; }

    /// <summary>When its last run ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Entries that the person asking may sign off: waiting, compiled by somebody else, not decided by this person.</summary>
    public int ToSignOff { get; init; }

    /// <summary>Entries sent back to the compiler.</summary>
    public int SentBack { get; init; }

    /// <summary>Entries waiting for anybody's sign-off.</summary>
    public int Waiting { get; init; }

    /// <summary>Entries signed off.</summary>
    public int SignedOff { get; init; }

    /// <summary>Whether the list is sealed.</summary>
    public bool Sealed { get; init; }

    /// <summary>Whether criteria of its list wait for an authorising officer.</summary>
    public bool CriteriaWait { get; init; }

    /// <summary>Whether its list needs criteria, and none are approved for the plan as it stands, or wait to be.</summary>
    public bool CriteriaMissing { get; init; }

    /// <summary>Whether a notice is public.</summary>
    public bool NoticeIsPublic { get; init; }

    /// <summary>Until when its notice has the lead time that the policy asks for; <see langword="null"/> without a date or a policy (R14).</summary>
    public DateTimeOffset? NoticeBy { get; init; }

    /// <summary>What to mind when that falls on a holiday, a weekend or a night; <see langword="null"/> within office hours.</summary>
    public OutOfHours? NoticeOutside { get; init; }

    /// <summary>Assessments of which approval was asked for.</summary>
    public IReadOnlyList<WaitingAssessment> Assessments { get; init; } = [];

    /// <summary>Why its run was stopped before its time, in a sentence; <see langword="null"/> when none was, or one goes on.</summary>
    public string? StoppedBecause { get; init; }

    /// <summary>Alerts that wait for a person.</summary>
    public int AlertsWaiting { get; init; }

    /// <summary>Alerts without an outcome.</summary>
    public int AlertsOpen { get; init; }

    /// <summary>Who decided about its alerts, while it is to be closed down and its list is kept: somebody else closes it down.</summary>
    public IReadOnlyCollection<Guid> Deciders { get; init; } = [];

    /// <summary>Faces compared so far, in all its runs.</summary>
    public long FacesCompared { get; init; }

    /// <summary>Rules that keep it from going live now; <see langword="null"/> when that was not asked because it is not near its window.</summary>
    public int? Blocks { get; init; }

    /// <summary>When the biometrics must be gone; <see langword="null"/> when nothing is held.</summary>
    public DateTimeOffset? PurgeDue { get; init; }

    /// <summary>When the record must be public; <see langword="null"/> before the end.</summary>
    public DateTimeOffset? RecordDue { get; init; }

    /// <summary>What the standing rules say while it runs and until its record is public.</summary>
    public IReadOnlyList<Finding> Standing { get; init; } = [];

    /// <summary>Whether Silver has not decided yet about false alerts over the limit.</summary>
    public bool AwaitsSilver { get; init; }

    /// <summary>What is wrong with its false alerts (R30); <see langword="null"/> when nothing is, or nothing runs.</summary>
    public Finding? FalseAlerts => IsRunning ? Standing.FirstOrDefault(f => f.IsOf<FalseAlertsStayWithinTheLimit>() && f.Weight != Weight.Met) : null;

    /// <summary>Why its record is late (R44); <see langword="null"/> when it is not.</summary>
    public Finding? LateRecord => Standing.FirstOrDefault(f => f.IsOf<RecordIsPublishedInTime>() && f.Weight != Weight.Met);

    /// <summary>Whether a run holds a licence.</summary>
    public bool IsRunning => State is DeploymentState.Live or DeploymentState.Paused;
}

/// <summary>An assessment of which approval was asked for.</summary>
/// <param name="Kind">Kind.</param>
/// <param name="Title">What the policy calls it, inside a sentence.</param>
/// <param name="Authors">Who wrote in it.</param>
/// <param name="OpinionFirst">Whether it waits for the data protection officer.</param>
public sealed record WaitingAssessment(AssessmentKind Kind, string Title, IReadOnlyList<Guid> Authors, bool OpinionFirst);

/// <summary>Something that needs the person who asks.</summary>
/// <param name="What">What to do, beginning with a verb: <c>Sign off 14 entries</c>.</param>
/// <param name="About">About which deployment, and until when.</param>
/// <param name="Address">Where it is done.</param>
/// <param name="Tone">How it weighs.</param>
/// <param name="Status">The same as a word.</param>
/// <param name="Due">Sorts: the earliest first.</param>
public sealed record HomeTask(string What, string About, string Address, Tone Tone, string Status, DateTimeOffset Due)
{
    /// <summary>Number of the deployment that people use; empty where it is about none.</summary>
    public string Reference { get; init; } = "";

    /// <summary>Tells it from others of its kind; 0 where there is one at most.</summary>
    public long Which { get; init; }

    /// <summary>Whether it is about the account of whoever is told, and not about work: that is mailed to everybody, at once.</summary>
    public bool IsOfOwnAccount { get; init; }

    /// <summary>The same for as long as it is the same task, however many entries it still is about.</summary>
    public string Key => $"{(IsOfOwnAccount ? TaskMail.OfOwnAccount : "")}{Address} {Status}{(Which == 0 ? "" : FormattableString.Invariant($" {Which}"))}";

    /// <summary>As a mail says it, which leaves Lfr: no operation, no place.</summary>
    public string InMail => IsOfOwnAccount ? $"{What}. If that was not you, tell an administrator" : Reference.Length == 0 ? What : $"{What} ({Reference})";
}

/// <summary>The home page of one person: what needs them, what runs, what comes.</summary>
/// <param name="Needs">What needs the person, the most urgent first.</param>
/// <param name="Now">Deployments that run, or whose window is open.</param>
/// <param name="Next">Deployments of the coming two weeks.</param>
public sealed record HomeBoard(IReadOnlyList<HomeTask> Needs, IReadOnlyList<HomeDeployment> Now, IReadOnlyList<HomeDeployment> Next)
{
    /// <summary>The step of this machine's clock that nobody has confirmed yet; <see langword="null"/> when the time is not in doubt.</summary>
    public ClockStep? Clock { get; init; }

    /// <summary>How long before the last moment a notice that is not public is pointed out: a working day.</summary>
    private static readonly TimeSpan NoticeIsNear = TimeSpan.FromDays(1);

    /// <summary>For how long both are told that a plan was handed over.</summary>
    public static readonly TimeSpan HandoverIsNews = TimeSpan.FromDays(7);

    private static readonly TimeSpan TwoWeeks = TimeSpan.FromDays(14);

    /// <summary>Draws up the page of <paramref name="actor"/>.</summary>
    public static HomeBoard For(Actor actor, IReadOnlyCollection<HomeDeployment> deployments, DateTimeOffset now)
    {
        var running = deployments.Where(d => d.IsRunning || IsOpen(d, now)).OrderBy(d => d.IsRunning ? 0 : 1).ThenBy(d => d.Window?.Start).ToArray();
        var next = deployments
            .Where(d => d.State is DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised
                && d.Window is { } window && window.Start > now && window.Start <= now + TwoWeeks)
            .OrderBy(d => d.Window!.Start)
            .ToArray();
        var needs = deployments.SelectMany(d => TasksOf(actor, d, now).Select(t => t with { Reference = d.Reference })).OrderBy(t => t.Due).ThenBy(t => t.About, StringComparer.Ordinal).ToArray();
        return new HomeBoard(needs, running, next);
    }

    private static bool IsOpen(HomeDeployment deployment, DateTimeOffset now) =>
        deployment.State is DeploymentState.Authorised or DeploymentState.Ended && deployment.Window?.Contains(now) == true && deployment.Blocks is not null;

    private static IEnumerable<HomeTask> TasksOf(Actor actor, HomeDeployment d, DateTimeOffset now)
    {
        var begins = d.Window?.Start ?? DateTimeOffset.MaxValue;
        var about = d.Window is { } window ? $"{d.Name} · {ForceTime.Span(window.Start, window.End)}" : $"{d.Name} · no date yet";

        if (actor.Is(Roles.Silver) && d is { AwaitsSilver: true, FalseAlerts.IsBroken: true })
            yield return new("Decide: go on or stop", $"{d.Name} · {d.FalseAlerts!.Sentence}", LfrRoutes.Live(d.Id), Tone.Bad, "False alerts", DateTimeOffset.MinValue);

        if (Permissions.SignOff.IsDoneBy(actor) && d.ToSignOff > 0 && IsAhead(d, now))
            yield return new($"Sign off {Words.Count(d.ToSignOff, "entry", "entries")}", about, LfrRoutes.SignOff(d.Id), Tone.Waiting, "Waits for you", begins);

        if (actor.Is(Roles.AuthorisingOfficer) && d.State == DeploymentState.Submitted)
            yield return new("Decide on a plan", $"{about}{Asked(d, now)}", LfrRoutes.Authority(d.Id), Tone.Waiting, "Waits for you", begins);

        if (actor.Is(Roles.AuthorisingOfficer) && d.CriteriaWait && IsAhead(d, now))
            yield return new("Decide who may be on a watchlist", about, LfrRoutes.ListCriteria(d.Id), Tone.Waiting, "Criteria", begins);

        foreach (var assessment in d.Assessments.Where(a => !a.Authors.Contains(actor.UserId)))
        {
            var address = LfrRoutes.Assessment(d.Id, assessment.Kind.Address());
            if (Permissions.AdviseOnAssessments.IsDoneBy(actor) && assessment.OpinionFirst)
                yield return new($"Give your opinion on the {assessment.Title}", about, address, Tone.Waiting, "Opinion", begins);
            if (Permissions.ApproveAssessments.IsDoneBy(actor) && !assessment.OpinionFirst)
                yield return new($"Decide on the {assessment.Title}", about, address, Tone.Waiting, "Assessment", begins);
        }

        if (actor.Is(Roles.Compiler) && d.CriteriaMissing && d.State is DeploymentState.Submitted or DeploymentState.Authorised && IsAhead(d, now))
            yield return new("Write who may be on the watchlist", about, LfrRoutes.ListCriteria(d.Id), Tone.Waiting, "No criteria", begins);

        if (actor.Is(Roles.Compiler) && d.SentBack > 0 && IsAhead(d, now))
            yield return new($"Correct {Words.Count(d.SentBack, "entry", "entries")} that {(d.SentBack == 1 ? "was" : "were")} sent back", about, LfrRoutes.Watchlist(d.Id), Tone.Waiting, "Sent back", begins);

        if (!d.Sealed && d.SentBack == 0 && d.Waiting == 0 && d.State == DeploymentState.Authorised && IsAhead(d, now))
        {
            if (actor.Is(Roles.Compiler) && d.SignedOff == 0 && d is { CriteriaMissing: false, CriteriaWait: false })
                yield return new("Build the watchlist", about, LfrRoutes.Watchlist(d.Id), Tone.Waiting, "Empty", begins);
            // Whoever signs off seals.
            if (Permissions.SignOff.IsDoneBy(actor) && d.SignedOff > 0)
                yield return new($"Seal the watchlist of {Words.Count(d.SignedOff, "person", "people")}", about, LfrRoutes.Watchlist(d.Id), Tone.Waiting, "Not sealed", begins);
        }

        // Whoever did it knows it; the others are told, whoever did it.
        if (d.HandedOver is { } handed && handed.By.UserId != actor.UserId && handed.To == actor.UserId)
            yield return new("Look after a plan that was handed to you", $"{about} · by {handed.By.Name}: {Words.AsSentence(handed.Reason)}", LfrRoutes.Deployment(d.Id), Tone.Waiting, "Handed to you", handed.By.At);
        else if (d.HandedOver is { } taken && taken.By.UserId != actor.UserId && d.PlannerBefore == actor.UserId)
            yield return new("Read who looks after your plan now", $"{about} · {taken.Name}: {Words.AsSentence(taken.Reason)}", LfrRoutes.Deployment(d.Id), Tone.Quiet, "Handed over", taken.By.At);

        if (actor.Is(Roles.Planner))
        {
            if (d.State == DeploymentState.Draft && d.Planner == actor.UserId && (d.Window is null || d.Window.End > now))
                yield return new("Finish the plan", about, LfrRoutes.Deployment(d.Id), Tone.Quiet, "Draft", begins);
            if (d.State is DeploymentState.Submitted or DeploymentState.Authorised && !d.NoticeIsPublic && IsAhead(d, now))
                yield return PublishNotice(d, about, begins, now);
        }

        // Within its hours somebody decides whether it starts again; after them the close-down is all that is left.
        if (actor.IsAny(Roles.Silver, Roles.AuthorisingOfficer, Roles.Planner) && d is { State: DeploymentState.Ended, StoppedBecause: { } why } && d.Window?.Contains(now) == true)
            yield return new("Look at a run that was stopped", $"{d.Name} · {why}", LfrRoutes.Deployment(d.Id), Tone.Bad, "Stopped", d.EndedAt ?? now);

        if (actor.IsAny(Roles.Planner, Roles.AuthorisingOfficer) && d.State == DeploymentState.Debriefed)
            yield return Record(d, about, now, actor.Is(Roles.AuthorisingOfficer) ? "Publish the record" : "Write the record");

        if (actor.IsAny(Roles.Operator, Roles.EngagementOfficer) && d.State == DeploymentState.Ended && d.AlertsOpen > 0)
        {
            yield return new(
                $"Record the outcome of {Words.Count(d.AlertsOpen, "alert", "alerts")}", about, actor.Is(Roles.Operator) ? LfrRoutes.Live(d.Id) : LfrRoutes.Engage(d.Id), Tone.Waiting, "No outcome", d.EndedAt ?? begins);
        }
        else if (Permissions.CloseDown.IsDoneBy(actor) && d.State == DeploymentState.Ended && d.Window?.Contains(now) != true && !d.Deciders.Contains(actor.UserId))
        {
            yield return CloseDown(d, about, now);
        }

        if (actor.Is(Roles.DataProtectionOfficer) && d.PurgeDue is { } due && due < now)
            yield return new("Look at an overdue deletion", about, LfrRoutes.Deployment(d.Id), Tone.Bad, "Overdue", due);
    }

    private static HomeTask PublishNotice(HomeDeployment d, string about, DateTimeOffset begins, DateTimeOffset now) => d.NoticeBy switch
    {
        { } by when by <= now => new("Publish the notice", $"{about} · the lead time that the policy asks for began on {ForceTime.DateAndTime(by)}", LfrRoutes.NoticeEditor(d.Id), Tone.Bad, "Late", by),
        { } by when (d.NoticeOutside?.AskBefore ?? by) - NoticeIsNear <= now => new("Publish the notice", $"{about} · at the latest {ForceTime.DateAndTime(by)}{(d.NoticeOutside is { } outside ? $". {outside.Sentence}" : "")}", LfrRoutes.NoticeEditor(d.Id), Tone.Waiting, "Due soon", by),
        _ => new("Publish the notice", about, LfrRoutes.NoticeEditor(d.Id), Tone.Waiting, "Not public", begins),
    };

    private static HomeTask CloseDown(HomeDeployment d, string about, DateTimeOffset now) => d.PurgeDue is { } due && due < now
        ? new HomeTask("Close down: the deletion is overdue", about, LfrRoutes.Deployment(d.Id), Tone.Bad, "Overdue", due)
        : new HomeTask(
            "Close down and delete the list's biometrics", d.PurgeDue is { } by ? $"{about} · at the latest {ForceTime.DateAndTime(by)}" : about,
            LfrRoutes.Deployment(d.Id), Tone.Waiting, "Ended", d.PurgeDue ?? now);

    private static HomeTask Record(HomeDeployment d, string about, DateTimeOffset now, string what) => d.LateRecord is { } late
        ? new HomeTask(what, $"{d.Name} · {late.Sentence}", LfrRoutes.RecordEditor(d.Id), Tone.Bad, "Overdue", d.RecordDue ?? now)
        : new HomeTask(
            what, d.RecordDue is { } by ? $"{about} · at the latest {ForceTime.Date(by)}" : about,
            LfrRoutes.RecordEditor(d.Id), Tone.Waiting, "Closed down", d.RecordDue ?? now);

    // Nothing can be prepared any more once the window is over.
    private static bool IsAhead(HomeDeployment d, DateTimeOffset now) =>
        d.State is DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised && (d.Window is null || d.Window.End > now);

    private static string Asked(HomeDeployment d, DateTimeOffset now) => d.SubmittedAt is { } at ? $" · asked {Words.Duration(now - at)} ago" : "";
}
