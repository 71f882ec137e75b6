using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>How many false alerts a plan must expect, for people who decide about it.</summary>
/// <param name="Faces">Faces expected to be compared.</param>
/// <param name="ListSize">Entries on the list; the size assumed when there are none yet.</param>
/// <param name="ListIsAssumed">Whether the list is still empty, so that one entry is assumed.</param>
/// <param name="Choice">Threshold and its rates.</param>
public sealed record ExpectedAlerts(int Faces, int ListSize, bool ListIsAssumed, ThresholdChoice Choice)
{
    /// <summary>Expected number of false alerts.</summary>
    public double False => Faces * Choice.FalseAlertRate;

    /// <summary>
    /// Range within which the number lies on at least 95 of 100 such days, whole alerts: the Poisson quantiles of 2.5 and 97.5 %. It takes the
    /// measured rate as given.
    /// </summary>
    public (int Low, int High) Range => (Quantile(False, 0.025), Quantile(False, 0.975));

    /// <summary><c>0–3</c>.</summary>
    public string RangeInWords => Range is var (low, high) && low == high ? Words.Number(low) : $"{Words.Number(Range.Low)}–{Words.Number(Range.High)}";

    /// <summary>The whole as a sentence.</summary>
    public string Sentence
    {
        get
        {
            var list = ListIsAssumed ? "a list that is still empty (one entry is assumed)" : $"a list of {Words.Number(ListSize)}";
            return $"Of {Words.Count(Faces, "face", "faces")} compared with {list}, expect about {Words.Expected(False)} false alerts: {RangeInWords} on 95 of 100 such days.";
        }
    }

    /// <summary>What the plan must expect; <see langword="null"/> without a calibration, a policy, a footfall or a usable target.</summary>
    public static ExpectedAlerts? Of(Calibration? calibration, PolicyNumbers? numbers, double target, int footfall, int listSize) =>
        calibration is null || numbers is null || footfall <= 0 || target is not (> 0 and < 1)
            ? null
            : new ExpectedAlerts(footfall, Math.Max(1, listSize), listSize == 0, ThresholdChoice.For(calibration, target, listSize));

    /// <summary>Smallest k at which the Poisson distribution function reaches <paramref name="p"/>.</summary>
    private static int Quantile(double mean, double p)
    {
        if (mean > 500)
        {
            // So many that the normal curve is as good, and the product below would underflow.
            var z = p < 0.5 ? -1.959963984540054 : 1.959963984540054;
            return Math.Max(0, (int)(mean + (z * Math.Sqrt(mean)) + 0.5));
        }

        var (k, term) = (0, Math.Exp(-mean));
        var sum = term;
        while (sum < p)
        {
            k++;
            term *= mean / k;
            sum += term;
        }

        return k;
    }
}
