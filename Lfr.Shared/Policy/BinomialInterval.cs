namespace Lfr.Shared.Policy;

/// <summary>
/// The exact 95 % interval of a share (Clopper and Pearson, Biometrika 1934): the rates at which as many events, or as few, would still be
/// seen once in forty times. Model cards, published figures and R30 use it alike. It assumes independent trials; comparisons that share a person are not, so
/// it is the least that must be doubted.
/// </summary>
public static class BinomialInterval
{
    private const double Tail = 0.025;

    /// <summary>The interval.</summary>
    /// <param name="events">How many, 0 to <paramref name="of"/>.</param>
    /// <param name="of">Out of how many, at least 1.</param>
    public static RateInterval Of(long events, long of)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(of, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(events);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(events, of);
        return new RateInterval(
            events == 0 ? 0 : Solve(p => AtLeast(events, of, p) - Tail),
            events == of ? 1 : Solve(p => Tail + AtLeast(events + 1, of, p) - 1));
    }

    /// <summary>Chance of at least <paramref name="events"/> events in <paramref name="of"/> trials of rate <paramref name="p"/>: the incomplete beta function.</summary>
    private static double AtLeast(long events, long of, double p) => RegularisedBeta(events, of - events + 1, p);

    /// <summary>The root of a rising function in (0, 1), to a relative precision far below what is printed.</summary>
    private static double Solve(Func<double, double> rising)
    {
        double low = 0, high = 1;
        for (var i = 0; i < 200 && high - low > 1e-12 * high; i++)
        {
            var middle = (low + high) / 2;
            if (rising(middle) < 0)
                low = middle;
            else
                high = middle;
        }

        return (low + high) / 2;
    }

    /// <summary>I_x(a, b) by Lentz's continued fraction (Abramowitz and Stegun 26.5.8), on the side where it converges fast.</summary>
    private static double RegularisedBeta(double a, double b, double x)
    {
        if (x <= 0)
            return 0;
        if (x >= 1)
            return 1;
        var front = Math.Exp(LogGamma(a + b) - LogGamma(a) - LogGamma(b) + (a * Math.Log(x)) + (b * Math.Log(1 - x)));
        return x < (a + 1) / (a + b + 2) ? front * Fraction(a, b, x) / a : 1 - (front * Fraction(b, a, 1 - x) / b);
    }

    private static double Fraction(double a, double b, double x)
    {
        const double tiny = 1e-300;
        double c = 1, d = 1 / NotZero(1 - ((a + b) * x / (a + 1))), value = d;
        for (var m = 1; m < 10_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / NotZero(1 + (even * d));
            c = NotZero(1 + (even / c));
            value *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / NotZero(1 + (odd * d));
            c = NotZero(1 + (odd / c));
            value *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-14)
                break;
        }

        return value;

        static double NotZero(double v) => Math.Abs(v) < tiny ? tiny : v;
    }

    /// <summary>Stirling's series, after shifting the argument above 15: relative error below 1e-14.</summary>
    private static double LogGamma(double x)
    {
        ReadOnlySpan<double> coefficients = [1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188];
        var shift = 0d;
        for (; x < 15; x++)
            shift += Math.Log(x);
        double series = 0, power = 1 / x;
        foreach (var coefficient in coefficients)
        {
            series += coefficient * power;
            power /= x * x;
        }

        return ((x - 0.5) * Math.Log(x)) - x + (0.5 * Math.Log(2 * Math.PI)) + series - shift;
    }
}
