using Lfr.Shared.Deployments;

namespace Lfr.Web.Features.Deployments.Tiles;

/// <summary>A tile and where it lies, metres east and north of a frame's origin.</summary>
/// <param name="Z">Zoom.</param>
/// <param name="X">Column.</param>
/// <param name="Y">Row, from the north.</param>
/// <param name="Left">Its western edge.</param>
/// <param name="Top">Its northern edge.</param>
/// <param name="Width">Width, metres.</param>
/// <param name="Height">Height, metres.</param>
public sealed record LaidTile(int Z, int X, int Y, double Left, double Top, double Width, double Height);

/// <summary>Which tiles of the Web Mercator grid cover a part of the ground.</summary>
public static class TileGrid
{
    /// <summary>Metres round the equator.</summary>
    private const double Equator = 40_075_016.686;

    /// <summary>Tiles side by side in what is shown, about.</summary>
    private const double Across = 3;

    private const int Most = 64;

    /// <summary>The tiles that cover a rectangle; empty where the grid ends.</summary>
    /// <param name="frame">Where the metres are counted from.</param>
    /// <param name="middle">Its middle, metres east and north.</param>
    /// <param name="width">Its width, metres.</param>
    /// <param name="height">Its height, metres.</param>
    public static IReadOnlyList<LaidTile> Cover(MapFrame frame, (double X, double Y) middle, double width, double height)
    {
        var shrink = Math.Cos(frame.Origin.LatitudeE6 / 1e6 * Math.PI / 180);
        var zoom = Math.Clamp((int)Math.Ceiling(Math.Log2(Equator * shrink / (width / Across))), 0, MapTiles.Deepest);
        var (west, north) = Of(frame.At(middle.X - (width / 2), middle.Y + (height / 2)), zoom);
        var (east, south) = Of(frame.At(middle.X + (width / 2), middle.Y - (height / 2)), zoom);
        var last = (1 << zoom) - 1;
        var (left, right, top, bottom) = (Math.Max(0, (int)west), Math.Min(last, (int)east), Math.Max(0, (int)north), Math.Min(last, (int)south));
        if (right < left || bottom < top || (right - left + 1) * (bottom - top + 1) > Most)
            return [];
        return [.. Enumerable.Range(top, bottom - top + 1).SelectMany(y => Enumerable.Range(left, right - left + 1).Select(x => Lay(frame, zoom, x, y)))];
    }

    private static LaidTile Lay(MapFrame frame, int zoom, int x, int y)
    {
        var (first, next) = (frame.Metres(Corner(zoom, x, y)), frame.Metres(Corner(zoom, x + 1, y + 1)));
        return new LaidTile(zoom, x, y, first.X, first.Y, next.X - first.X, first.Y - next.Y);
    }

    private static (double X, double Y) Of(MapPoint point, int zoom)
    {
        var (latitude, tiles) = (point.LatitudeE6 / 1e6 * Math.PI / 180, (double)(1 << zoom));
        return (((point.LongitudeE6 / 1e6) + 180) / 360 * tiles, (1 - (Math.Log(Math.Tan(latitude) + (1 / Math.Cos(latitude))) / Math.PI)) / 2 * tiles);
    }

    private static MapPoint Corner(int zoom, int x, int y)
    {
        var tiles = (double)(1 << zoom);
        return new MapPoint(
            Whole(((x / tiles * 360) - 180) * 1e6), Whole(Math.Atan(Math.Sinh(Math.PI * (1 - (2 * y / tiles)))) * 180 / Math.PI * 1e6));
    }

    private static int Whole(double millionths) => (int)Math.Floor(millionths + 0.5);
}
