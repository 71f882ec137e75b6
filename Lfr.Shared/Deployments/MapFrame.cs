namespace Lfr.Shared.Deployments;

/// <summary>Metres east and north of one position, there and back. Good for the few kilometres of a deployment.</summary>
/// <param name="Origin">Where both are nought.</param>
public sealed record MapFrame(MapPoint Origin)
{
    /// <summary>Metres of a degree of latitude.</summary>
    private const double MetresPerDegree = 111_320;

    private double Shrink => Math.Cos(Origin.LatitudeE6 / 1e6 * Math.PI / 180);

    /// <summary>A position as metres east and north of the origin.</summary>
    public (double X, double Y) Metres(MapPoint point) =>
        ((point.LongitudeE6 - Origin.LongitudeE6) / 1e6 * MetresPerDegree * Shrink, (point.LatitudeE6 - Origin.LatitudeE6) / 1e6 * MetresPerDegree);

    /// <summary>The position at a distance from the origin, in metres east and metres north.</summary>
    public MapPoint At(double x, double y) => new(
        Whole(Origin.LongitudeE6 + (x / (MetresPerDegree * Shrink) * 1e6)), Whole(Origin.LatitudeE6 + (y / MetresPerDegree * 1e6)));

    private static int Whole(double millionths) => (int)Math.Floor(millionths + 0.5);
}
