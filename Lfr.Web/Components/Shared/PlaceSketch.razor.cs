using System.Globalization;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>The map of a place, drawn by Lfr itself: no tiles, no script. What it shows is listed below it in words.</summary>
public sealed partial class PlaceSketch
{
    /// <summary>Room around what is drawn, and the size of strokes and letters, follow from this share of the longer side.</summary>
    private const double UnitShare = 1 / 160.0;

    /// <summary>Lengths of the scale, metres.</summary>
    private static readonly int[] Bars = [10, 20, 50, 100, 200, 500, 1000];

    private double unit;
    private double left;
    private double bottom;
    private double width;
    private double height;
    private int bar;

    /// <summary>The map.</summary>
    [Parameter]
    [EditorRequired]
    public PlaceMap Map { get; set; } = null!;

    private string View => $"{Number(left)} {Number(bottom - height)} {Number(width)} {Number(height)}";

    private string InWords => $"Map of the place: the zone with {Words.Count(Map.Zone.Count, "corner", "corners")}, {Words.Count(Map.Sites.Count, "marked point", "marked points")}{(Map.Route.Count > 0 ? ", and another way round it" : "")}";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var points = Map.Zone.Concat(Map.Route).Concat(Map.Sites.Select(s => s.At)).Select(At).ToArray();
        var (minX, maxX, minY, maxY) = (points.Min(p => p.X), points.Max(p => p.X), points.Min(p => p.Y), points.Max(p => p.Y));
        var longest = Math.Max(Math.Max(maxX - minX, maxY - minY), 20);
        unit = longest * UnitShare;
        var room = 16 * unit;
        // Below everything there is a line more, for the scale.
        var scale = 12 * unit;
        (left, bottom) = (minX - room, maxY + room + scale);
        (width, height) = (maxX - minX + (2 * room), maxY - minY + (2 * room) + scale);
        bar = Bars.Last(m => m == 10 || m <= longest / 3);
    }

    // Down is south: the other way round than on a map.
    private (double X, double Y) At(MapPoint point)
    {
        var (x, y) = Map.Metres(point);
        return (x, -y);
    }

    private string Line(IEnumerable<MapPoint> points) => string.Join(' ', points.Select(At).Select(p => $"{Number(p.X)},{Number(p.Y)}"));

    private string Away(MapSite site) => Map.DistanceToZone(site.At) is >= 1 and var metres ? $"{Words.Number(metres)} m from the zone" : "inside the zone";

    private string Text(double units) => Number(units * unit);

    private static string Number(double metres) => metres.ToString("0.##", CultureInfo.InvariantCulture);
}
