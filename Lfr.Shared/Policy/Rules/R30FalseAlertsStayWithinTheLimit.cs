using Lfr.Shared.Records;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R30: false alerts stay within the policy's share of faces compared; above it Silver decides whether to go on. Source: force policy (South Wales
/// Police and the Metropolitan Police use 1 in 1,000). Few faces prove little, so it is only broken once the 95 % interval lies above the limit; a rate
/// above the limit with an interval that still reaches below is a doubt.
/// </summary>
public static class FalseAlertsStayWithinTheLimit
{
    /// <summary>Id.</summary>
    public const string Id = "R30";

    /// <summary>The rule as a sentence.</summary>
    public const string Title = "False alerts stay within the limit";

    /// <summary>Where it comes from.</summary>
    public const string Source = "Force policy";

    /// <summary>The finding while it runs; <see langword="null"/> when the policy does not ask for it.</summary>
    /// <param name="falseAlerts">Alerts judged not the same person, and confirmed false ones.</param>
    /// <param name="facesCompared">Faces compared.</param>
    /// <param name="policy">Policy.</param>
    public static Finding? Judge(long falseAlerts, long facesCompared, PolicyPack policy)
    {
        if (policy.WeightOf(Id) is not { } broken)
            return null;
        var limit = policy.Numbers.FalseAlertRateLimit;
        var share = new Proportion(falseAlerts, facesCompared);
        if (share.Rate is not { } rate)
            return Finding(Weight.Met, "No face was compared yet.");
        var counted = $"{Words.Count(falseAlerts, "false alert", "false alerts")} among {Words.Count(facesCompared, "face", "faces")}";
        if (rate <= limit)
            return Finding(Weight.Met, $"{counted}; the limit is {Words.OneIn(limit)}.");
        return share.Interval is { Low: var low } && low > limit
            ? Finding(broken, $"{counted}: more than {Words.OneIn(limit)}. Silver decides now whether to go on.")
            : Finding(broken == Weight.Record ? Weight.Record : Weight.Warn, $"{counted}: above {Words.OneIn(limit)} so far, but too few faces to be sure.");
    }

    private static Finding Finding(Weight weight, string sentence) => new(Id, Title, weight, sentence, Source, "the Silver commander");
}
