namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R30: false alerts stay within the policy's share of faces compared; above it Silver decides whether to go on. Source: force policy (South Wales
/// Police and the Metropolitan Police use 1 in 1,000). Few faces prove little, so the rule is broken only when the whole 95 % interval, as printed
/// beside the rate, lies above the limit; until then a rate above the limit is a doubt.
/// </summary>
[Rule("R30", "False alerts stay within the limit", "the Silver commander")]
public sealed class FalseAlertsStayWithinTheLimit : Rule<StandingDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(StandingDossier dossier)
    {
        var limit = dossier.Policy.Numbers.FalseAlertRateLimit;
        var share = dossier.FalseAlertShare;
        if (share.Rate is not { } rate)
            return Verdict.Met("No face was compared yet.");
        var counted = $"{Words.Count(dossier.FalseAlerts, "false alert", "false alerts")} among {Words.Count(dossier.FacesCompared, "face", "faces")}";
        if (rate <= limit)
            return Verdict.Met($"{counted}; the limit is {Words.OneIn(limit)}.");
        return share.Interval is { Low: var low } && low > limit
            ? Verdict.Broken($"{counted}: more than {Words.OneIn(limit)}.", "Decide in writing whether to go on or to stop.")
            : Verdict.Doubtful($"{counted}: above {Words.OneIn(limit)} so far, but too few faces to be sure.", "Look at the next alerts closely; nothing needs deciding yet.");
    }
}
