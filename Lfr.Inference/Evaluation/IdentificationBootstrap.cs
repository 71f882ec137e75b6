using Lfr.Shared.Policy;

namespace Lfr.Inference.Evaluation;

/// <summary>
/// Resamples all people of the data, with replacement and with all their pictures, and works the rates out again on the same lists: a person drawn
/// twice counts twice wherever they appear. What the intervals hold is the luck of which people the data has; from list to list the
/// standard deviation speaks.
/// </summary>
internal sealed class IdentificationBootstrap
{
    private readonly IReadOnlyList<ListSearch> _lists;
    private readonly int[][] _weights;

    /// <summary>For the lists of one evaluation.</summary>
    /// <param name="lists">The searches.</param>
    /// <param name="people">Number of people in the data.</param>
    /// <param name="seed">Of the draws.</param>
    public IdentificationBootstrap(IReadOnlyList<ListSearch> lists, int people, int seed)
    {
        _lists = lists;
        var random = new Random(seed);
        _weights = new int[PeopleBootstrap.Draws][];
        for (var draw = 0; draw < _weights.Length; draw++)
        {
            var weights = new int[people];
            for (var i = 0; i < people; i++)
                weights[random.Next(people)]++;
            _weights[draw] = weights;
        }
    }

    public RateInterval? Rank1() => Interval(static (list, weights) => Share(Weigh(list.Right, weights), list.Mated, weights));

    public RateInterval? TruePositives(double threshold) =>
        _lists.All(l => l.TruePositives(threshold) >= 1) ? Certain() : Interval((list, weights) => Found(list, weights, threshold));

    /// <summary>
    /// False positives are few and may come from one person, whom resampling finds or loses whole: the exact interval of the mean count is joined
    /// to that of the people.
    /// </summary>
    public RateInterval? FalsePositives(double threshold)
    {
        if (_lists.Any(l => l.Unmated.Length == 0))
            return null;
        var trials = (long)_lists.Average(l => l.Unmated.Length);
        var exact = BinomialInterval.Of(Math.Min(trials, (long)Math.Round(trials * _lists.Average(l => l.FalsePositives(threshold)))), trials);
        return Interval((list, weights) => Share(Weigh(list.Unmated, weights, threshold), list.Unmated, weights)) is { } drawn
            ? new RateInterval(Math.Min(drawn.Low, exact.Low), Math.Max(drawn.High, exact.High))
            : exact;
    }

    /// <summary>The threshold moves with the people drawn, and the share found with both.</summary>
    public (RateInterval? Threshold, RateInterval? Found) AtTarget(double target)
    {
        var thresholds = new double[_weights.Length];
        var found = Interval((list, weights) => Found(list, weights, Threshold(list, weights, target)));
        for (var draw = 0; draw < thresholds.Length; draw++)
            thresholds[draw] = _lists.Average(list => Threshold(list, _weights[draw], target));
        return (PeopleBootstrap.Percentiles(thresholds), found);
    }

    /// <summary>Everybody, in every list: drawing the same people again says nothing, so the exact interval with people as trials does.</summary>
    private RateInterval Certain()
    {
        var people = _lists.Min(l => l.Mated.DistinctBy(p => p.Person).Count());
        return BinomialInterval.Of(people, people);
    }

    private RateInterval? Interval(Func<ListSearch, int[], double?> rate)
    {
        var rates = new double?[_weights.Length];
        Parallel.For(0, rates.Length, draw => rates[draw] = _lists.Average(list => rate(list, _weights[draw])));
        double[] known = [.. rates.OfType<double>()];
        return known.Length < 2 ? null : PeopleBootstrap.Percentiles(known);
    }

    private static double? Found(ListSearch list, int[] weights, double threshold) => Share(Weigh(list.Right, weights, threshold), list.Mated, weights);

    private static double Threshold(ListSearch list, int[] weights, double target)
    {
        var allowed = (int)(target * Weigh(list.Unmated, weights));
        foreach (var probe in list.Unmated)
        {
            allowed -= weights[probe.Person];
            if (allowed < 0)
                return MathF.BitIncrement(probe.Score);
        }

        return -1;
    }

    private static double? Share(int events, SearchedProbe[] all, int[] weights) => Weigh(all, weights) is > 0 and var trials ? events / (double)trials : null;

    private static int Weigh(SearchedProbe[] descending, int[] weights, double threshold = double.NegativeInfinity)
    {
        var sum = 0;
        foreach (var probe in descending)
        {
            if (probe.Score < threshold)
                break;
            sum += weights[probe.Person];
        }

        return sum;
    }
}
