using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Deployments;

/// <content>Runs: who starts, pauses, stops and releases them.</content>
public sealed partial class Deployment
{
    private const string NoReason = "No reason is given.";
    private const string NothingToDo = "There is nothing more to do.";

    /// <summary>
    /// The order of Silver or the authorising officer that stands against the last run, the highest if there are several; <see langword="null"/>
    /// when none does.
    /// </summary>
    public Hold? Hold => Holds.MaxBy(h => h.Duty);

    /// <summary>Silver's last decision about too many false alerts (R30), in this run or an earlier one.</summary>
    public FalseAlertDecision? FalseAlertDecision => Runs.SelectMany(r => r.FalseAlertDecisions).LastOrDefault();

    private IEnumerable<Hold> Holds => Runs is [.., var last] ? last.Holds.Where(h => h.Release is null) : [];

    /// <summary>
    /// Starts a run with a freshly minted licence. <paramref name="findings"/> are those of <see cref="Gate.GoLive"/>, computed inside the same
    /// transaction from what the database holds now, not from what a screen showed.
    /// </summary>
    public Outcome GoLive(Run run, IEnumerable<Finding> findings)
    {
        if (MayGoLive() is { Succeeded: false } no)
            return no;
        if (Outcome.From(findings) is { Succeeded: false } refused)
            return refused;
        Runs = [.. Runs, run];
        State = DeploymentState.Live;
        return Outcome.Done;
    }

    /// <summary>Whether a run may be started as things stand, whatever the rules say; otherwise why not.</summary>
    public Outcome MayGoLive()
    {
        if (CurrentRun is { StartedBy: var by })
            return Outcome.Conflict($"{by.Name} went live at {Words.Time(by.At)}.", NothingToDo);
        // A run that was stopped early may be started again inside the window: the authority still stands and all rules are asked again.
        if (State is not (DeploymentState.Authorised or DeploymentState.Ended) || HasLostAuthority)
            return Outcome.WrongState($"It cannot go live: the deployment is {State.InSentence()}.", "Ask the authorising officer for authority first.");
        return Held() ?? Outcome.Done;
    }

    /// <summary>
    /// Goes on with a list that was changed and sealed again (R37): the run under way ends and <paramref name="successor"/> takes over in the same moment,
    /// paused if it was. <paramref name="findings"/> are those of <see cref="Gate.GoLive"/>: nothing is easier than for the first go-live.
    /// </summary>
    /// <param name="successor">The run with the licence for the list as <paramref name="seal"/> has it.</param>
    /// <param name="seal">The list's seal.</param>
    /// <param name="findings">What the rules say.</param>
    /// <param name="now">When.</param>
    public Outcome ChangeList(Run successor, WatchlistSeal seal, IEnumerable<Finding> findings, DateTimeOffset now)
    {
        if (CurrentRun is not { } run)
            return Outcome.WrongState($"Nothing runs whose list could be changed: the deployment is {State.InSentence()}.");
        if (!run.IsBehind(seal))
            return Outcome.WrongState("The sealed list is the one that runs already.", NothingToDo);
        if (Outcome.From(findings) is { Succeeded: false } refused)
            return refused;
        var (state, open, holds) = (State, run.OpenPause, Holds.ToArray());
        End(run, RunEnd.ListChanged, "The list was changed; the next run took over.", successor.StartedBy, null);
        Runs = [.. Runs, successor with { Pauses = open is null ? [] : [open with { From = now }], Holds = holds }];
        State = state;
        return Outcome.Done;
    }

    /// <summary>
    /// Stops comparing for a while. What Silver or the authorising officer pauses is held until they release it; they may take over what somebody
    /// below them paused.
    /// </summary>
    public Outcome PauseRun(string reason, Actor by, DateTimeOffset now)
    {
        if (CurrentRun is not { } run)
            return Outcome.WrongState($"There is nothing to pause: the deployment is {State.InSentence()}.");
        // Lfr pauses with no more weight than whoever stands at the desk.
        if ((by == Actor.System ? CommandDuty.Operator : CommandDuties.Of(by)) is not { } duty)
            return NotSteering();
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete(NoReason, "Enter why it is paused.");
        if (run.OpenPause is { } open && open.Duty >= duty)
            return Outcome.Conflict($"{CommandDuties.Named(open.By, open.Duty)} paused this at {Words.Time(open.From)}: {Words.AsSentence(open.Reason)}", NothingToDo);
        var pause = new Pause(now, null, reason.Trim(), by.Sign(now), duty);
        Replace(run with
        {
            Pauses = [.. run.ClosedPauses(now, by.Sign(now)), pause],
            Holds = WithHold(run, HoldKind.Paused, pause.Reason, by.Sign(now), duty),
        });
        State = DeploymentState.Paused;
        return Outcome.Done;
    }

    /// <summary>Compares again after a pause, inside the licence. What is held must be released first.</summary>
    public Outcome ResumeRun(Actor by, DateTimeOffset now)
    {
        if (CurrentRun is not { } run)
            return Outcome.WrongState($"There is nothing to resume: the deployment is {State.InSentence()}.");
        if (run.OpenPause is null)
        {
            return run.Pauses is [.., { To: { } at, ResumedBy: { } other }]
                ? Outcome.Conflict($"{other.Name} resumed this at {Words.Time(at)}.", NothingToDo)
                : Outcome.WrongState("It is not paused.", NothingToDo);
        }

        if (Held() is { } held)
            return held;
        if (now >= run.NotAfter)
            return Outcome.WrongState("The window has closed.", "Plan another window; this run is over.");
        Replace(run with { Pauses = run.ClosedPauses(now, by.Sign(now)) });
        State = DeploymentState.Live;
        return Outcome.Done;
    }

    /// <summary>
    /// Ends the run: Stop was pressed, the window closed, or Lfr had to. A stop by Silver or the authorising officer is held, also when somebody
    /// below them stopped it a moment before.
    /// </summary>
    public Outcome Stop(RunEnd end, string reason, Actor by, DateTimeOffset now)
    {
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete(NoReason, "Enter why it is stopped.");
        var duty = CommandDuties.Of(by);
        if (CurrentRun is { } run)
        {
            End(run, end, reason.Trim(), by.Sign(now), duty);
            return Outcome.Done;
        }

        if (State != DeploymentState.Ended || Runs is not [.., { Ended: { } ended } last])
            return Outcome.WrongState($"There is nothing to stop: the deployment is {State.InSentence()}.");
        if (end == RunEnd.Stopped && last.End == RunEnd.Stopped && duty > (Hold?.Duty ?? CommandDuty.Operator))
        {
            Replace(last with { Holds = WithHold(last, HoldKind.Stopped, reason.Trim(), by.Sign(now), duty.Value) });
            return Outcome.Done;
        }

        var why = Words.AsSentence(last.EndReason ?? "");
        return last is { EndedBy: { } other, EndedAs: { } otherDuty }
            ? Outcome.Conflict($"{CommandDuties.Named(other, otherDuty)} stopped this at {Words.Time(ended)}: {why}", NothingToDo)
            : Outcome.Conflict($"It ended at {Words.Time(ended)}: {why}", NothingToDo);
    }

    /// <summary>Releases what Silver or the authorising officer paused or stopped. Starts nothing: an operator then resumes or goes live.</summary>
    public Outcome ReleaseRun(string reason, Actor by, DateTimeOffset now)
    {
        if (Runs is not [.., var run] || Hold is null)
        {
            return Runs is [.., { Holds: [.., { Release: { } release }] }]
                ? Outcome.Conflict($"{CommandDuties.Named(release.By, release.Duty)} released this at {Words.Time(release.By.At)}: {Words.AsSentence(release.Reason)}", NothingToDo)
                : Outcome.WrongState("Neither Silver nor the authorising officer holds this run.", NothingToDo);
        }

        if (Holds.FirstOrDefault(h => !h.MayBeReleasedBy(by)) is { } above)
            return Outcome.NotYourRole(above.Ordered(), above.WhoReleases());
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete(NoReason, "Enter why the run may go on.");
        var released = new Release(reason.Trim(), by.Sign(now), CommandDuties.Of(by)!.Value);
        Replace(run with { Holds = [.. run.Holds.Select(h => h.Release is null ? h with { Release = released } : h)] });
        return Outcome.Done;
    }

    /// <summary>
    /// Since when it is known that officers are at the cameras that compare now (R50): whoever goes live or resumes says so, and everybody who confirms it. A changed list says nothing about it.
    /// <see langword="null"/> while nothing is compared.
    /// </summary>
    /// <param name="now">Now (UTC). What was said at a later time was said before the clock was set back, and counts only where nothing else was.</param>
    public DateTimeOffset? PresentSince(DateTimeOffset now)
    {
        if (State != DeploymentState.Live || CurrentRun is null)
            return null;
        var said = new List<DateTimeOffset>();
        for (var i = Runs.Count - 1; i >= 0; i--)
        {
            said.AddRange([.. Runs[i].Presence.Select(p => p.At), .. Runs[i].Pauses.Where(p => p.ResumedBy is not null).Select(p => p.To).OfType<DateTimeOffset>()]);
            if (i > 0 && Runs[i - 1].End == RunEnd.ListChanged)
                continue;
            said.Add(Runs[i].StartedBy.At);
            break;
        }

        return said.Where(at => at <= now).DefaultIfEmpty(said.Min()).Max();
    }

    /// <summary>Keeps that <paramref name="by"/> says that officers are at the cameras (R50).</summary>
    public Outcome ConfirmPresence(Actor by, DateTimeOffset now)
    {
        if (CurrentRun is not { } run)
            return Outcome.WrongState($"Nothing runs: the deployment is {State.InSentence()}.");
        if (run.OpenPause is not null)
            return Outcome.WrongState("It is paused.", "Resume once officers are there; that says so as well.");
        Replace(run with { Presence = [.. run.Presence, by.Sign(now)] });
        return Outcome.Done;
    }

    /// <summary>Whether Silver must decide: there are more false alerts than at the last decision.</summary>
    public bool AwaitsFalseAlertDecision(long falseAlerts) => CurrentRun is not null && falseAlerts > (FalseAlertDecision?.FalseAlerts ?? 0);

    /// <summary>Silver, or the authorising officer, decides in writing what follows from too many false alerts (R30).</summary>
    /// <param name="choice">Whether the run goes on.</param>
    /// <param name="falseAlerts">False alerts counted, over all runs.</param>
    /// <param name="facesCompared">Faces compared, over all runs.</param>
    /// <param name="reason">Why.</param>
    /// <param name="by">Who.</param>
    /// <param name="now">When.</param>
    public Outcome DecideOnFalseAlerts(FalseAlertChoice choice, long falseAlerts, long facesCompared, string reason, Actor by, DateTimeOffset now)
    {
        if (CommandDuties.Of(by) is not { } duty || duty < CommandDuty.Silver)
            return Outcome.NotYourRole("Only a Silver commander or the authorising officer decides whether the run goes on.");
        if (!Enum.IsDefined(choice))
            return Outcome.Incomplete("A run goes on or is stopped.", "Choose one of the two.");
        if (CurrentRun is not { } run)
            return Outcome.WrongState($"Nothing runs: the deployment is {State.InSentence()}.");
        if (string.IsNullOrWhiteSpace(reason))
            return Outcome.Incomplete(NoReason, "Enter the reason for the decision.");
        if (choice == FalseAlertChoice.GoOn && !AwaitsFalseAlertDecision(falseAlerts) && FalseAlertDecision is { } known)
            return Outcome.Conflict($"{CommandDuties.Named(known.By, known.Duty)} decided on these false alerts at {Words.Time(known.By.At)}: {Words.AsSentence(known.Reason)}", NothingToDo);
        var decision = new FalseAlertDecision(choice, falseAlerts, facesCompared, reason.Trim(), by.Sign(now), duty);
        run = run with { FalseAlertDecisions = [.. run.FalseAlertDecisions, decision] };
        Replace(run);
        if (choice == FalseAlertChoice.Stop)
            End(run, RunEnd.Stopped, decision.Reason, decision.By, duty);
        return Outcome.Done;
    }

    /// <summary>Keeps the worker's counters. Counters only grow; an older report that arrives late changes nothing.</summary>
    public void Count(Guid licenceId, FaceCounts counters)
    {
        var run = Runs.FirstOrDefault(r => r.LicenceId == licenceId);
        if (run is not null && counters.FacesCompared >= run.Counters.FacesCompared)
            Replace(run with { Counters = counters });
    }

    private static Outcome NotSteering() => Outcome.NotYourRole("Only an operator, a Silver commander or the authorising officer steers a run.");

    private static IReadOnlyList<Hold> WithHold(Run run, HoldKind kind, string reason, Signature by, CommandDuty? duty) =>
        duty > CommandDuty.Operator ? [.. run.Holds, new Hold(kind, reason, by, duty.Value)] : run.Holds;

    private Outcome? Held() => Hold is { } hold
        ? Outcome.WrongState(hold.Ordered(), hold.WhoReleases())
        : null;

    private void Replace(Run run) => Runs = [.. Runs.Select(r => r.LicenceId == run.LicenceId ? run : r)];

    private void End(Run run, RunEnd end, string reason, Signature by, CommandDuty? duty)
    {
        // A run never ends after its licence, however late anybody notices.
        var ended = by.At < run.NotAfter ? by.At : run.NotAfter;
        Replace(run with
        {
            Ended = ended,
            End = end,
            EndReason = reason,
            EndedBy = by,
            EndedAs = duty,
            Pauses = run.ClosedPauses(ended, null),
            // A revoked authority starts no run again in any case.
            Holds = end == RunEnd.Stopped ? WithHold(run, HoldKind.Stopped, reason, by, duty) : run.Holds,
        });
        State = DeploymentState.Ended;
    }
}
