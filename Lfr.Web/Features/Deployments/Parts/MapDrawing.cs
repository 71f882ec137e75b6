using Lfr.Shared.Deployments;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>What is drawn on a map.</summary>
public enum DrawnKind
{
    /// <summary>A corner of the recognition zone.</summary>
    Corner,

    /// <summary>A point of the way round it.</summary>
    RoutePoint,

    /// <summary>A sign.</summary>
    Sign,

    /// <summary>A school, a place of worship, a clinic.</summary>
    SensitiveSite,
}

/// <summary>One point of a drawing.</summary>
/// <param name="Kind">What it is; for marked points it says which mark.</param>
/// <param name="Index">Its place in the zone, in the way round, or among the marked points, from 0.</param>
public readonly record struct DrawnPoint(DrawnKind Kind, int Index);

/// <summary>
/// A map while it is drawn: points are set, moved, named and removed, and each step can be taken back. Half a zone is no map yet; <see cref="Read"/> says what is missing. Distances are metres east and
/// north of <see cref="Frame"/>.
/// </summary>
public sealed class MapDrawing
{
    /// <summary>Steps that can be taken back.</summary>
    private const int MostSteps = 100;

    /// <summary>Nothing is drawn further out than this, metres: what a browser sends may be any number.</summary>
    private const double Furthest = 20_000;

    private readonly Stack<PlaceMap> before = new();
    private PlaceMap now;
    private bool cornerAfterCorner;

    /// <summary>Begins with a map, or with an empty sheet around <paramref name="middle"/>.</summary>
    public MapDrawing(PlaceMap? map, MapPoint middle)
    {
        now = map ?? new PlaceMap([], [], []);
        cornerAfterCorner = now.Zone.Count == 0;
        Frame = new MapFrame(map?.Zone[0] ?? middle);
    }

    /// <summary>Where the metres are counted from.</summary>
    public MapFrame Frame { get; }

    /// <summary>The drawing as it is, also when it is no map yet.</summary>
    public PlaceMap Now => now;

    /// <summary>What the next point is.</summary>
    public DrawnKind Tool { get; private set; }

    /// <summary>The point that is chosen; <see langword="null"/> for none.</summary>
    public DrawnPoint? Chosen { get; private set; }

    /// <summary>Whether there is a step to take back.</summary>
    public bool CanUndo => before.Count > 0;

    /// <summary>All points, in the order in which a keyboard comes to them.</summary>
    public IReadOnlyList<DrawnPoint> Points =>
    [
        .. now.Zone.Select((_, i) => new DrawnPoint(DrawnKind.Corner, i)), .. now.Route.Select((_, i) => new DrawnPoint(DrawnKind.RoutePoint, i)),
        .. now.Sites.Select((s, i) => new DrawnPoint(s.Mark == MapMark.Sign ? DrawnKind.Sign : DrawnKind.SensitiveSite, i)),
    ];

    /// <summary>The map, or what keeps it from being one.</summary>
    public MapReading Read()
    {
        if (now.Zone.Count < 3)
            return new MapReading(null, now.Zone.Count == 0 ? "Nothing is drawn of the zone yet. Set its corners, one after the other." : "A zone has three corners or more. Set the next one.");
        if (now.Route.Count == 1)
            return new MapReading(null, "The way round has one point. Set the next one, or remove it.");
        return now.Sites.Any(s => s.Mark == MapMark.SensitiveSite && s.Name.Length == 0)
            ? new MapReading(null, "A sensitive site has no name. Choose it and enter what it is.") : GeoJsonFile.Judge(now);
    }

    /// <summary>Takes another tool; nothing stays chosen.</summary>
    public void Take(DrawnKind tool) => (Tool, Chosen) = (tool, null);

    /// <summary>Chooses a point, or none.</summary>
    public void Choose(DrawnPoint? point) => Chosen = point is { } one && Points.Contains(one) ? one : null;

    /// <summary>Chooses another point by its distance from the chosen one in the list; after the last comes the first.</summary>
    public void ChooseNext(int by)
    {
        var all = Points;
        if (all.Count == 0)
            return;
        var at = Chosen is { } chosen ? all.ToList().IndexOf(chosen) + by : by > 0 ? 0 : -1;
        Chosen = all[((at % all.Count) + all.Count) % all.Count];
    }

    /// <summary>Where a point is, metres east and north.</summary>
    public (double X, double Y) Metres(DrawnPoint point) => Frame.Metres(point.Kind switch
    {
        DrawnKind.Corner => now.Zone[point.Index],
        DrawnKind.RoutePoint => now.Route[point.Index],
        _ => now.Sites[point.Index].At,
    });

    /// <summary>Presses the ground: moves what is chosen there, otherwise sets a point of the tool. Returns what became of it, as a sentence.</summary>
    public string Press(double x, double y)
    {
        if (Chosen is { } chosen)
            return Move(chosen, x, y);
        if (!IsOnTheMap(x, y))
            return "That is too far away.";
        var (at, many) = (Frame.At(x, y), Tool switch { DrawnKind.Corner => now.Zone.Count, DrawnKind.RoutePoint => now.Route.Count, _ => now.Sites.Count });
        var most = Tool is DrawnKind.Corner or DrawnKind.RoutePoint ? GeoJsonFile.MostPoints : GeoJsonFile.MostSites;
        if (many >= most)
            return $"There are {most} already, the most that a map takes. Remove one first.";
        Step();
        switch (Tool)
        {
            case DrawnKind.Corner:
                now = WithCorner(at);
                break;
            case DrawnKind.RoutePoint:
                now = now with { Route = [.. now.Route, at] };
                break;
            default:
                now = now with { Sites = [.. now.Sites, new MapSite(Tool == DrawnKind.Sign ? MapMark.Sign : MapMark.SensitiveSite, "", at)] };
                // Its name is the next thing that somebody enters.
                Chosen = new DrawnPoint(Tool, now.Sites.Count - 1);
                break;
        }

        return $"{Capital(Name(Tool))} set.";
    }

    /// <summary>Moves a point, chosen or not: after a drag the next press sets another. Returns what became of it, as a sentence.</summary>
    public string Move(DrawnPoint point, double x, double y)
    {
        if (!Points.Contains(point))
            return "That point is not there any more.";
        if (!IsOnTheMap(x, y))
            return "That is too far away.";
        Step();
        cornerAfterCorner = false;
        var at = Frame.At(x, y);
        now = point.Kind switch
        {
            DrawnKind.Corner => now with { Zone = With(now.Zone, point.Index, at) },
            DrawnKind.RoutePoint => now with { Route = With(now.Route, point.Index, at) },
            _ => now with { Sites = With(now.Sites, point.Index, now.Sites[point.Index] with { At = at }) },
        };
        return $"{Title(point)} moved.";
    }

    /// <summary>Names the marked point that is chosen.</summary>
    public void Rename(string name)
    {
        if (Chosen is not { Kind: DrawnKind.Sign or DrawnKind.SensitiveSite } site || now.Sites[site.Index].Name == name.Trim())
            return;
        Step();
        var kept = name.Trim();
        now = now with { Sites = With(now.Sites, site.Index, now.Sites[site.Index] with { Name = kept.Length > GeoJsonFile.LongestName ? kept[..GeoJsonFile.LongestName] : kept }) };
    }

    /// <summary>Removes the point that is chosen. Returns what became of it, as a sentence.</summary>
    public string Remove()
    {
        if (Chosen is not { } point)
            return "Choose a point first.";
        var what = Title(point);
        Step();
        cornerAfterCorner = false;
        now = point.Kind switch
        {
            DrawnKind.Corner => now with { Zone = Without(now.Zone, point.Index) },
            DrawnKind.RoutePoint => now with { Route = Without(now.Route, point.Index) },
            _ => now with { Sites = Without(now.Sites, point.Index) },
        };
        cornerAfterCorner |= now.Zone.Count == 0;
        Chosen = null;
        return $"{what} removed.";
    }

    /// <summary>Takes the last step back.</summary>
    public string Undo()
    {
        if (!before.TryPop(out var last))
            return "There is nothing to take back.";
        (now, Chosen) = (last, null);
        return "The last step is taken back.";
    }

    /// <summary>What a point is called: <c>Corner 3</c>.</summary>
    public string Title(DrawnPoint point) => point.Kind switch
    {
        DrawnKind.Corner => $"Corner {point.Index + 1}",
        DrawnKind.RoutePoint => $"Point {point.Index + 1} of the way round",
        _ => now.Sites[point.Index] is { Name.Length: > 0 } site ? $"{Capital(Name(point.Kind))} “{site.Name}”" : $"{Capital(Name(point.Kind))} {point.Index + 1}",
    };

    /// <summary>What the tool sets, inside a sentence.</summary>
    public static string Name(DrawnKind kind) => kind switch
    {
        DrawnKind.Corner => "corner of the zone",
        DrawnKind.RoutePoint => "point of the way round",
        DrawnKind.Sign => "sign",
        DrawnKind.SensitiveSite => "sensitive site",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Unknown kind."),
    };

    private static bool IsOnTheMap(double x, double y) => double.IsFinite(x) && double.IsFinite(y) && Math.Abs(x) <= Furthest && Math.Abs(y) <= Furthest;

    private static string Capital(string words) => Lfr.Shared.Policy.Words.Capital(words);

    private static IReadOnlyList<T> With<T>(IReadOnlyList<T> all, int index, T one) => [.. all.Select((a, i) => i == index ? one : a)];

    private static IReadOnlyList<T> Without<T>(IReadOnlyList<T> all, int index) => [.. all.Where((_, i) => i != index)];

    // A first drawing goes round corner after corner. Later a corner belongs into the edge that it lies at.
    private PlaceMap WithCorner(MapPoint at)
    {
        var appended = now with { Zone = [.. now.Zone, at] };
        if (now.Zone.Count < 3 || (cornerAfterCorner && !appended.CrossesItself()))
            return appended;
        var (x, y) = Frame.Metres(at);
        return Enumerable.Range(1, now.Zone.Count)
            .Select(i => (Map: now with { Zone = [.. now.Zone.Take(i), at, .. now.Zone.Skip(i)] }, Longer: Away(now.Zone[i - 1]) + Away(now.Zone[i % now.Zone.Count]) - Between(now.Zone[i - 1], now.Zone[i % now.Zone.Count])))
            .OrderBy(c => c.Map.CrossesItself()).ThenBy(c => c.Longer).First().Map;

        double Away(MapPoint corner) => Math.Sqrt(Math.Pow(Frame.Metres(corner).X - x, 2) + Math.Pow(Frame.Metres(corner).Y - y, 2));
        double Between(MapPoint a, MapPoint b) => Math.Sqrt(Math.Pow(Frame.Metres(a).X - Frame.Metres(b).X, 2) + Math.Pow(Frame.Metres(a).Y - Frame.Metres(b).Y, 2));
    }

    private void Step()
    {
        before.Push(now);
        if (before.Count <= MostSteps)
            return;
        var kept = before.Take(MostSteps).Reverse().ToArray();
        before.Clear();
        foreach (var step in kept)
            before.Push(step);
    }
}
