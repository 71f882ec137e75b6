namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R28: more people on the list mean more false alerts; above the policy's size that is pointed out. Source: force policy (South Wales Police capped lists in 2018).
/// </summary>
[Rule("R28", "The list is no longer than what was tested", "the planner", Gate = Gate.Submit)]
public sealed class SizeIsWithinWhatWasTested : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Policy is not { } policy)
            return Verdict.Broken("No policy says how long a list may be.", "Put a policy in force for this day.");
        var size = dossier.List.Living;
        var limit = policy.Numbers.WatchlistSizeWarning;
        var entries = Words.Count(size, "entry", "entries");
        if (size > limit)
            return Verdict.Broken($"The list has {entries}; more than {Words.Number(limit)}.{Expected(dossier, size)}", "Have entries removed that are not needed.");
        return dossier.Plan.ExpectedFootfall <= 0 || dossier.Plan.FootfallBasis.IsBlank()
            ? Verdict.Doubtful($"The list has {entries}; the plan does not say how many faces are expected, and why.", "Enter the expected footfall and where it comes from.")
            : Verdict.Met($"The list has {entries}; up to {Words.Number(limit)} are usual.{Expected(dossier, size)}");
    }

    private static string Expected(Dossier dossier, int size)
    {
        if (size == 0 || dossier.Engine.Calibration is not { } calibration || !ThresholdFollowsFromTheTarget.IsUsable(dossier.Plan.TargetFalseAlertRate))
            return "";
        var choice = ThresholdChoice.For(calibration, dossier.Plan.TargetFalseAlertRate, size);
        return $" Among {Words.Number(dossier.Plan.ExpectedFootfall)} faces about {Words.Expected(choice.FalseAlertRate * dossier.Plan.ExpectedFootfall)} false alerts are expected.";
    }
}
