namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R07: a fixed start and a fixed end, no longer than the policy allows, and not over. Source: College of Policing APP: targeted and for a limited time; never open-ended.
/// </summary>
public sealed class WindowIsFixed : Rule
{
    /// <inheritdoc/>
    public override string Id => "R07";

    /// <inheritdoc/>
    public override string Title => "The start and the end are fixed";

    /// <inheritdoc/>
    public override string Source => "College of Policing APP";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner";

    /// <inheritdoc/>
    public override Gate Gate => Gate.Submit;

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
