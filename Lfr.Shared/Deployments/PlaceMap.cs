namespace Lfr.Shared.Deployments;

/// <summary>A position in WGS 84, in millionths of a degree (about ten centimetres): whole numbers, so that a hash of it is the same everywhere.</summary>
/// <param name="LongitudeE6">Longitude, east positive.</param>
/// <param name="LatitudeE6">Latitude, north positive.</param>
public sealed record MapPoint(int LongitudeE6, int LatitudeE6);

/// <summary>What a point of the map marks.</summary>
public enum MapMark
{
    /// <summary>A sign that tells people of the cameras before they come into the zone.</summary>
    Sign,

    /// <summary>A school, a place of worship, a clinic.</summary>
    SensitiveSite,
}

/// <summary>A marked point.</summary>
/// <param name="Mark">What it is.</param>
/// <param name="Name">Its name; may be empty for a sign.</param>
/// <param name="At">Where.</param>
public sealed record MapSite(MapMark Mark, string Name, MapPoint At);

/// <summary>The place as a map: the recognition zone, the way round it, signs, and sensitive sites. No street is drawn and no other site is asked for tiles.</summary>
/// <param name="Zone">Corners of the recognition zone, the first not repeated at the end.</param>
/// <param name="Route">The way round it; empty when none is drawn.</param>
/// <param name="Sites">Marked points.</param>
public sealed record PlaceMap(IReadOnlyList<MapPoint> Zone, IReadOnlyList<MapPoint> Route, IReadOnlyList<MapSite> Sites)
{
    /// <summary>What the public is shown: where faces are compared, the way round, and the signs.</summary>
    public PlaceMap ForThePublic() => this with { Sites = [.. Sites.Where(s => s.Mark == MapMark.Sign)] };

    /// <summary>Sensitive sites no further than <paramref name="metres"/> from the zone, the nearest first; 0 m for one inside of it.</summary>
    public IReadOnlyList<(MapSite Site, double Metres)> SensitiveWithin(int metres) =>
        [.. Sites.Where(s => s.Mark == MapMark.SensitiveSite).Select(s => (Site: s, Metres: DistanceToZone(s.At))).Where(s => s.Metres <= metres).OrderBy(s => s.Metres)];

    /// <summary>Metres from the zone to a point; 0 inside.</summary>
    public double DistanceToZone(MapPoint point)
    {
        var (corners, (x, y)) = (Zone.Select(Metres).ToArray(), Metres(point));
        var (inside, nearest) = (false, double.MaxValue);
        for (int i = 0, before = corners.Length - 1; i < corners.Length; before = i++)
        {
            var (a, b) = (corners[before], corners[i]);
            if (b.Y > y != a.Y > y && x < ((a.X - b.X) * (y - b.Y) / (a.Y - b.Y)) + b.X)
                inside = !inside;
            nearest = Math.Min(nearest, ToSegment(x, y, a, b));
        }

        return inside ? 0 : nearest;
    }

    /// <summary>A point in metres east and north of the first corner of the zone. Good for the few kilometres of a deployment.</summary>
    public (double X, double Y) Metres(MapPoint point) => new MapFrame(Zone[0]).Metres(point);

    /// <summary>Whether two edges of the zone cross, so that nobody could say what is inside.</summary>
    public bool CrossesItself()
    {
        var corners = Zone.Select(Metres).ToArray();
        for (var i = 0; i < corners.Length; i++)
        {
            for (var j = i + 2; j < corners.Length; j++)
            {
                if ((j + 1) % corners.Length != i && Cross(corners[i], corners[i + 1], corners[j], corners[(j + 1) % corners.Length]))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Area of the zone, square metres.</summary>
    public double ZoneArea()
    {
        var corners = Zone.Select(Metres).ToArray();
        return Math.Abs(corners.Select((a, i) => (a.X * corners[(i + 1) % corners.Length].Y) - (corners[(i + 1) % corners.Length].X * a.Y)).Sum() / 2);
    }

    private static double ToSegment(double x, double y, (double X, double Y) a, (double X, double Y) b)
    {
        var (dx, dy) = (b.X - a.X, b.Y - a.Y);
        var length = (dx * dx) + (dy * dy);
        var along = length == 0 ? 0 : Math.Clamp((((x - a.X) * dx) + ((y - a.Y) * dy)) / length, 0, 1);
        return Math.Sqrt(Math.Pow(x - (a.X + (along * dx)), 2) + Math.Pow(y - (a.Y + (along * dy)), 2));
    }

    private static bool Cross((double X, double Y) a, (double X, double Y) b, (double X, double Y) c, (double X, double Y) d) =>
        Side(a, b, c) * Side(a, b, d) <= 0 && Side(c, d, a) * Side(c, d, b) <= 0
        && Math.Max(Math.Min(a.X, b.X), Math.Min(c.X, d.X)) <= Math.Min(Math.Max(a.X, b.X), Math.Max(c.X, d.X))
        && Math.Max(Math.Min(a.Y, b.Y), Math.Min(c.Y, d.Y)) <= Math.Min(Math.Max(a.Y, b.Y), Math.Max(c.Y, d.Y));

    private static int Side((double X, double Y) a, (double X, double Y) b, (double X, double Y) c) =>
        Math.Sign(((b.X - a.X) * (c.Y - a.Y)) - ((b.Y - a.Y) * (c.X - a.X)));
}
