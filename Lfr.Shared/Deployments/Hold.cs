using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Deployments;

/// <summary>What an order from above the operator did to a run.</summary>
public enum HoldKind
{
    /// <summary>It was paused.</summary>
    Paused,

    /// <summary>It was stopped.</summary>
    Stopped,
}

/// <summary>
/// Silver or the authorising officer paused or stopped a run. Until the hold is released in writing, nobody resumes the run or goes live again.
/// </summary>
/// <param name="Kind">What was ordered.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who, and when.</param>
/// <param name="Duty">In which duty; never <see cref="CommandDuty.Operator"/>.</param>
/// <param name="Release">How it was released; <see langword="null"/> while it stands.</param>
public sealed record Hold(HoldKind Kind, string Reason, Signature By, CommandDuty Duty, Release? Release = null)
{
    /// <summary>
    /// Whether <paramref name="actor"/> may release it: whoever ordered it, somebody of a higher duty, or somebody of the same duty and at least
    /// the same rank.
    /// </summary>
    public bool MayBeReleasedBy(Actor actor) => CommandDuties.Of(actor) is { } duty
        && (duty > Duty || (duty == Duty && (actor.UserId == By.UserId || actor.Rank >= By.Rank)));

    /// <summary>What was ordered, by whom, when and why, as a sentence.</summary>
    public string Ordered() =>
        $"{CommandDuties.Named(By, Duty)} {(Kind == HoldKind.Paused ? "paused" : "stopped")} this at {Words.Time(By.At)}: {Words.AsSentence(Reason)}";

    /// <summary>Who can release it, as a sentence.</summary>
    public string WhoReleases()
    {
        var peer = By.Rank == Rank.Staff ? $"another {Duty.InWords()}" : $"another {Duty.InWords()} (of the same rank or above)";
        return Duty == CommandDuty.AuthorisingOfficer
            ? $"Only {By.Name} or {peer} can release it."
            : $"Only {By.Name}, {peer} or the authorising officer can release it.";
    }
}

/// <summary>The release of a hold.</summary>
/// <param name="Reason">Why the run may go on.</param>
/// <param name="By">Who, and when.</param>
/// <param name="Duty">In which duty.</param>
public sealed record Release(string Reason, Signature By, CommandDuty Duty);

/// <summary>What Silver decides once false alerts are over the limit (R30).</summary>
public enum FalseAlertChoice
{
    /// <summary>The run goes on.</summary>
    GoOn,

    /// <summary>The run is stopped.</summary>
    Stop,
}

/// <summary>
/// Silver's decision about too many false alerts (R30). It covers the false alerts that were counted then: one more asks for another decision.
/// </summary>
/// <param name="Choice">What was decided.</param>
/// <param name="FalseAlerts">False alerts counted, over all runs of the deployment.</param>
/// <param name="FacesCompared">Faces compared, over all runs.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who, and when.</param>
/// <param name="Duty">In which duty.</param>
public sealed record FalseAlertDecision(
    FalseAlertChoice Choice, long FalseAlerts, long FacesCompared, string Reason, Signature By, CommandDuty Duty);
