namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R07, at go-live: faces are compared only between the fixed start and the fixed end. Source: College of Policing APP. The licence says the same to the engine.
/// </summary>
[Rule("R07b", "It is inside the window", "", Gate = Gate.GoLive)]
public sealed class WindowIsOpen : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Plan.Window is not { } window)
            return Verdict.Broken("The plan has no date yet.", "Ask the planner to set the date and the hours.");
        if (dossier.Now < window.Start)
            return Verdict.Broken($"The window opens in {Words.Duration(window.Start - dossier.Now)}, on {Words.Moment(window.Start)}.", "Wait until then.");
        return window.Contains(dossier.Now)
            ? Verdict.Met($"The window is open for another {Words.Duration(window.End - dossier.Now)}.")
            : Verdict.Broken($"The window closed on {Words.Moment(window.End)}.", "Ask the planner to set a new date.");
    }
}
