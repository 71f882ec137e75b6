using System.Text;
using System.Text.Json;

namespace Lfr.Shared.Deployments;

/// <summary>A map as GeoJSON (RFC 7946): a polygon for the zone, a line for the way round, points with the property <c>kind</c> (<c>sign</c> or <c>sensitive</c>) and <c>name</c>. In WGS 84, longitude before latitude.</summary>
public static class PlaceMapText
{
    /// <summary>Media type (RFC 7946).</summary>
    public const string MediaType = "application/geo+json";

    /// <summary>Writes it.</summary>
    /// <param name="map">The map.</param>
    /// <param name="about">What stands on each feature besides, such as the reference of the use.</param>
    public static string GeoJson(PlaceMap map, IReadOnlyList<(string Name, string Value)> about)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            json.WriteStartArray("features");
            Feature("zone", "", "Polygon", () =>
            {
                json.WriteStartArray();
                Line([.. map.Zone, map.Zone[0]]);
                json.WriteEndArray();
            });
            if (map.Route.Count > 0)
                Feature("route", "", "LineString", () => Line(map.Route));
            foreach (var site in map.Sites)
                Feature(site.Mark == MapMark.Sign ? "sign" : "sensitive", site.Name, "Point", () => Position(site.At));
            json.WriteEndArray();
            json.WriteEndObject();

            void Feature(string kind, string name, string type, Action coordinates)
            {
                json.WriteStartObject();
                json.WriteString("type", "Feature");
                json.WriteStartObject("properties");
                json.WriteString("kind", kind);
                if (name.Length > 0)
                    json.WriteString("name", name);
                foreach (var (property, value) in about)
                    json.WriteString(property, value);
                json.WriteEndObject();
                json.WriteStartObject("geometry");
                json.WriteString("type", type);
                json.WritePropertyName("coordinates");
                coordinates();
                json.WriteEndObject();
                json.WriteEndObject();
            }

            void Line(IEnumerable<MapPoint> points)
            {
                json.WriteStartArray();
                foreach (var point in points)
                    Position(point);
                json.WriteEndArray();
            }

            void Position(MapPoint point)
            {
                json.WriteStartArray();
                json.WriteNumberValue(point.LongitudeE6 / 1_000_000m);
                json.WriteNumberValue(point.LatitudeE6 / 1_000_000m);
                json.WriteEndArray();
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }
}
