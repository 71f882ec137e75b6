namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R07: a fixed start and a fixed end, no longer than the policy allows, and not over. Source: College of Policing APP: targeted and for a limited time; never open-ended.
/// </summary>
[Rule("R07", "The start and the end are fixed", "the planner", Gate = Gate.Submit)]
public sealed class WindowIsFixed : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Plan.Window is not { } window)
            return Verdict.Broken("The plan has no date yet.", "Set the date and the hours.");
        if (window.Length <= TimeSpan.Zero)
            return Verdict.Broken("The plan ends before it starts.", "Correct the hours.");
        if (dossier.Policy is { } policy && window.Length > TimeSpan.FromHours(policy.Numbers.LongestWindowHours))
            return Verdict.Broken($"The deployment lasts {Words.Duration(window.Length)}; at most {policy.Numbers.LongestWindowHours} h are allowed.", "Shorten it, or plan a second deployment.");
        return window.End <= dossier.Now
            ? Verdict.Broken($"The window was over on {Words.Moment(window.End)}.", "Set a new date.")
            : Verdict.Met($"It starts on {Words.Moment(window.Start)} and ends after {Words.Duration(window.Length)}.");
    }
}
