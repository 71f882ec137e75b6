using Lfr.Shared.Policy;

namespace Lfr.Inference.Evaluation;

/// <summary>
/// 95 % intervals of rates by resampling people, with all their pictures: two pictures of one person err together, so drawing pictures would
/// pretend to more knowledge than there is. Percentile method (Efron); the same seed gives the same interval.
/// </summary>
public static class PeopleBootstrap
{
    /// <summary>Draws behind an interval.</summary>
    public const int Draws = 1000;

    /// <summary>The interval of (all people's events) ÷ (all people's trials).</summary>
    /// <param name="people">Each person's events and trials; people without trials may be among them.</param>
    /// <param name="seed">Of the draws.</param>
    /// <returns><see langword="null"/> when fewer than two people have trials: nothing can be said of other people then.</returns>
    public static RateInterval? Interval(IReadOnlyList<(long Events, long Trials)> people, int seed)
    {
        var tried = people.Where(p => p.Trials > 0).ToArray();
        if (tried.Length < 2)
            return null;

        // Nobody or everybody: drawing the same again says nothing, so the exact interval with people as trials does.
        var (events, trials) = (tried.Sum(p => p.Events), tried.Sum(p => p.Trials));
        if (events == 0 || events == trials)
            return BinomialInterval.Of(events == 0 ? 0 : tried.Length, tried.Length);
        var random = new Random(seed);
        var rates = new double[Draws];
        for (var draw = 0; draw < Draws; draw++)
        {
            long drawnEvents = 0, drawnTrials = 0;
            for (var i = 0; i < tried.Length; i++)
            {
                var person = tried[random.Next(tried.Length)];
                drawnEvents += person.Events;
                drawnTrials += person.Trials;
            }

            rates[draw] = drawnEvents / (double)drawnTrials;
        }

        return Percentiles(rates);
    }

    /// <summary>2.5th and 97.5th percentile of bootstrap values.</summary>
    internal static RateInterval Percentiles(double[] values)
    {
        Array.Sort(values);
        return new RateInterval(values[(int)(0.025 * (values.Length - 1))], values[(int)Math.Ceiling(0.975 * (values.Length - 1))]);
    }
}
