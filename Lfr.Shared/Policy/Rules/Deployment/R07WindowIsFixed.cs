namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R07: a fixed start and a fixed end, no longer than the policy allows, and not over. Source: College of Policing APP: targeted and for a limited time; never open-ended.
/// </summary>
[Rule("R07", "The start and the end are fixed", "College of Policing APP", "the planner", Gate = Gate.Submit)]
public sealed class WindowIsFixed : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Plan.Window is not { } window)
            return Verdict.Broken("There is no date yet.");
        if (window.Length <= TimeSpan.Zero)
            return Verdict.Broken("It ends before it starts.");
        if (dossier.Policy is { } policy && window.Length > TimeSpan.FromHours(policy.Numbers.LongestWindowHours))
            return Verdict.Broken($"It lasts {Words.Duration(window.Length)}; at most {policy.Numbers.LongestWindowHours} h are allowed.");
        return window.End <= dossier.Now
            ? Verdict.Broken($"It was over on {Words.Moment(window.End)}.")
            : Verdict.Met($"It starts on {Words.Moment(window.Start)} and ends after {Words.Duration(window.Length)}.");
    }
}
