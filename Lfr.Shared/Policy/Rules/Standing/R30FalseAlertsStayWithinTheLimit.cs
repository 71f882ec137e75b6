namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R30: false alerts stay within the policy's share of faces compared; above it Silver decides whether to go on. Source: force policy (South Wales
/// Police and the Metropolitan Police use 1 in 1,000). Few faces prove little, so the rule is broken only when a rate within the limit would show as many
/// false alerts in fewer than one run in forty; until then a rate above the limit is a doubt.
/// </summary>
[Rule("R30", "False alerts stay within the limit", "Force policy", "the Silver commander")]
public sealed class FalseAlertsStayWithinTheLimit : Rule<StandingDossier>
{
    /// <summary>The upper tail of a two-sided test at 95 %.</summary>
    private const double Surprise = 0.025;

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
        return ChanceOfAtLeast(dossier.FalseAlerts, dossier.FacesCompared, limit) < Surprise
            ? Verdict.Broken($"{counted}: more than {Words.OneIn(limit)}.", "Decide in writing whether to go on or to stop.")
            : Verdict.Doubtful($"{counted}: above {Words.OneIn(limit)} so far, but too few faces to be sure.", "Look at the next alerts closely; nothing needs deciding yet.");
    }

    /// <summary>
    /// Chance of at least <paramref name="events"/> false alerts among <paramref name="faces"/> faces at the rate <paramref name="rate"/>: the exact binomial
    /// tail. The Wilson interval of published figures claims too much for a handful of events: by it, one in fifty faces proved a rate above 1 in 1,000.
    /// </summary>
    private static double ChanceOfAtLeast(long events, long faces, double rate)
    {
        // In logarithms: with millions of faces the first terms are smaller than any double.
        var odds = Math.Log(rate) - Math.Log(1 - rate);
        var term = faces * Math.Log(1 - rate);
        var below = Math.Exp(term);
        for (var k = 1L; k < events; k++)
        {
            term += Math.Log((double)(faces - k + 1) / k) + odds;
            below += Math.Exp(term);
        }

        return 1 - below;
    }
}
