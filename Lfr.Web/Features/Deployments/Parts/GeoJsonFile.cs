using System.Globalization;
using System.Text.Json;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>What was read from a file: a map, or what is wrong with it.</summary>
/// <param name="Map">The map.</param>
/// <param name="Problem">What is wrong, and what to do, as sentences.</param>
public sealed record MapReading(PlaceMap? Map, string? Problem);

/// <summary>
/// The map of a place as GeoJSON (RFC 7946), in and out: a polygon for the zone, a line for the way round, points with the property <c>kind</c> (<c>sign</c> or <c>sensitive</c>) and <c>name</c>.
/// Whatever else a file holds is refused or left out; nothing of it is ever asked for elsewhere.
/// </summary>
public static class GeoJsonFile
{
    /// <summary>Largest file, bytes.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Media type (RFC 7946).</summary>
    public const string MediaType = PlaceMapText.MediaType;

    /// <summary>Most corners of a zone, and most points of a way round.</summary>
    public const int MostPoints = 200;

    /// <summary>Most marked points.</summary>
    public const int MostSites = 100;

    /// <summary>Longest name of a marked point, characters.</summary>
    public const int LongestName = 120;

    private const int MostDepth = 12;

    /// <summary>Nothing of one deployment is further from its zone.</summary>
    private const int FurthestKilometres = 5;

    /// <summary>Reads a file from outside.</summary>
    public static MapReading Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MostBytes)
            return Wrong($"The file is larger than {MostBytes / 1024} KB. Leave out what is not part of this place.");
        try
        {
            using var json = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = MostDepth });
            return Read(json.RootElement);
        }
        // Half a character is read only when it is asked for, and is no text then.
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return Wrong("The file is no GeoJSON that can be read. Export it again as a FeatureCollection in WGS 84.");
        }
        catch (MapRefusedException e)
        {
            return Wrong(e.Message);
        }
    }

    /// <summary>Writes a map, as <see cref="Read(ReadOnlyMemory{byte})"/> takes it.</summary>
    public static string Write(PlaceMap map) => PlaceMapText.GeoJson(map, []);

    private static MapReading Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || TextOf(root, "type") != "FeatureCollection" || !root.TryGetProperty("features", out var features) || features.ValueKind != JsonValueKind.Array)
            return Wrong("The file is no FeatureCollection. Export it again as GeoJSON, all features in one file.");
        if (root.TryGetProperty("crs", out _))
            return Wrong("The file names a coordinate system of its own. Export it again in WGS 84 (longitude and latitude).");
        if (features.GetArrayLength() > MostSites + 2)
            return Wrong($"There are {Words.Number(features.GetArrayLength())} features; at most {MostSites} points, one zone and one way round are taken.");
        IReadOnlyList<MapPoint> zone = [], route = [];
        var sites = new List<MapSite>();
        foreach (var feature in features.EnumerateArray())
        {
            if (feature.ValueKind != JsonValueKind.Object || !feature.TryGetProperty("geometry", out var geometry) || geometry.ValueKind != JsonValueKind.Object || !geometry.TryGetProperty("coordinates", out var coordinates))
                return Wrong("A feature has no geometry. Take it out of the file.");
            var properties = feature.TryGetProperty("properties", out var own) && own.ValueKind == JsonValueKind.Object ? own : default;
            switch (TextOf(geometry, "type"))
            {
                case "Polygon" when zone.Count > 0:
                    return Wrong("There are two polygons. One deployment has one recognition zone; draw it as one.");
                case "Polygon":
                    zone = Ring(coordinates);
                    break;
                case "LineString" when route.Count > 0:
                    return Wrong("There are two lines. Draw the way round as one.");
                case "LineString":
                    route = Points(coordinates, 2, "The way round");
                    break;
                case "Point":
                    sites.Add(Site(properties, coordinates));
                    break;
                case var other:
                    return Wrong($"A feature is a {Short(other ?? "thing without a type")}. A polygon, a line and points are taken.");
            }
        }

        return zone.Count == 0 ? Wrong("There is no polygon. Draw the recognition zone.") : Judge(new PlaceMap(zone, route, sites));
    }

    /// <summary>Whether this can be the map of a place: a zone with an inside, and nothing far from it.</summary>
    public static MapReading Judge(PlaceMap map)
    {
        if (map.CrossesItself() || map.ZoneArea() < 1)
            return Wrong("The edges of the zone cross each other, or it has no area. Draw it again, corner after corner.");
        var far = map.Zone.Concat(map.Route).Concat(map.Sites.Select(s => s.At)).Where(p => Math.Max(Math.Abs(map.Metres(p).X), Math.Abs(map.Metres(p).Y)) > FurthestKilometres * 1000).ToArray();
        return far.Length > 0
            ? Wrong($"{Words.Count(far.Length, "point is", "points are")} more than {FurthestKilometres} km from the zone. Check that longitude comes before latitude.")
            : new MapReading(map, null);
    }

    private static MapSite Site(JsonElement properties, JsonElement coordinates)
    {
        var name = (TextOf(properties, "name") ?? "").Trim();
        if (name.Length > LongestName)
            throw new MapRefusedException($"A name has {name.Length} characters; at most {LongestName} are taken. Shorten it.");
        return TextOf(properties, "kind") switch
        {
            "sign" => new MapSite(MapMark.Sign, name, PointOf(coordinates)),
            "sensitive" when name.Length > 0 => new MapSite(MapMark.SensitiveSite, name, PointOf(coordinates)),
            "sensitive" => throw new MapRefusedException("A sensitive site has no name. Give it the property “name”."),
            _ => throw new MapRefusedException("A point does not say what it is. Give it the property “kind” with the value “sign” or “sensitive”."),
        };
    }

    private static MapPoint[] Ring(JsonElement coordinates)
    {
        if (coordinates.ValueKind != JsonValueKind.Array || coordinates.GetArrayLength() != 1)
            throw new MapRefusedException("The zone has a hole in it, or no edge. Draw one closed line.");
        var points = Points(coordinates[0], 4, "The zone");
        if (points[0] != points[^1])
            throw new MapRefusedException("The edge of the zone is not closed: its last corner is not its first. Close it.");
        return points[..^1];
    }

    private static MapPoint[] Points(JsonElement coordinates, int least, string what)
    {
        if (coordinates.ValueKind != JsonValueKind.Array || coordinates.GetArrayLength() < least)
            throw new MapRefusedException($"{what} has too few points. Draw at least {least}.");
        if (coordinates.GetArrayLength() > MostPoints)
            throw new MapRefusedException($"{what} has {Words.Number(coordinates.GetArrayLength())} points; at most {MostPoints} are taken. Simplify it.");
        return [.. coordinates.EnumerateArray().Select(PointOf)];
    }

    private static MapPoint PointOf(JsonElement position)
    {
        if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() is < 2 or > 3 || position[0].ValueKind != JsonValueKind.Number || position[1].ValueKind != JsonValueKind.Number)
            throw new MapRefusedException("A position is not two numbers. Export the file again.");
        var (longitude, latitude) = (position[0].GetDouble(), position[1].GetDouble());
        if (!(Math.Abs(longitude) <= 180) || !(Math.Abs(latitude) <= 85))
        {
            throw new MapRefusedException(string.Create(
                CultureInfo.InvariantCulture, $"{longitude:0.####}, {latitude:0.####} is no longitude and latitude. Export the file again in WGS 84, not in metres of a national grid."));
        }

        return new MapPoint(Millionths(longitude), Millionths(latitude));
    }

    private static int Millionths(double degrees) => (int)Math.Floor((degrees * 1e6) + 0.5);

    private static string? TextOf(JsonElement thing, string name) =>
        thing.ValueKind == JsonValueKind.Object && thing.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string Short(string words) => words.Length <= 40 ? words : words[..40] + "…";

    private static MapReading Wrong(string problem) => new(null, problem);

    private sealed class MapRefusedException(string sentence) : Exception(sentence);
}
