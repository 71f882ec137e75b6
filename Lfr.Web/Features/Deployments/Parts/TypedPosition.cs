using System.Globalization;
using Lfr.Shared.Deployments;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>A position as somebody types or pastes it, latitude first, as map services give it: <c>51.5752, 0.1830</c>.</summary>
public static class TypedPosition
{
    /// <summary>What to type.</summary>
    public const string Hint = "Latitude and longitude, as map services give them: 51.5752, 0.1830.";

    private const double FurthestNorth = 85;
    private const double FurthestEast = 180;

    /// <summary>Reads it; <see langword="null"/> when it is none.</summary>
    public static MapPoint? Read(string text)
    {
        var parts = text.Replace("°", " ", StringComparison.Ordinal).Split([',', ';', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        return parts is [var north, var east] && Degrees(north, FurthestNorth) is { } latitude && Degrees(east, FurthestEast) is { } longitude
            ? new MapPoint(Millionths(longitude), Millionths(latitude)) : null;
    }

    /// <summary>Writes it as <see cref="Read"/> takes it.</summary>
    public static string Write(MapPoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.LatitudeE6 / 1_000_000m:0.######}, {point.LongitudeE6 / 1_000_000m:0.######}");

    private static double? Degrees(string text, double most) =>
        double.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var degrees) && Math.Abs(degrees) <= most ? degrees : null;

    private static int Millionths(double degrees) => (int)Math.Floor((degrees * 1e6) + 0.5);
}
