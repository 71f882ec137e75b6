using System.Text;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy.Rules;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Parts;

namespace Lfr.Tests.Deployments;

/// <summary>The map of a place: GeoJSON in and out, hostile files, distances, and what the public is shown.</summary>
public class PlaceMapTests
{
    private const string Zone = """{"type":"Feature","properties":{"kind":"zone"},"geometry":{"type":"Polygon","coordinates":[[[0.183,51.574],[0.184,51.574],[0.184,51.575],[0.183,51.575],[0.183,51.574]]]}}""";

    private static PlaceMap Map => Read(Zone, Line("0.182,51.573", "0.185,51.576"), Point("sign", "Bank", "0.1825,51.5745"), Point("sensitive", "St Edward’s School", "0.1835,51.5731"));

    [Fact]
    public void File_IsReadAndWrittenBackAsTheSame()
    {
        var again = GeoJsonFile.Read(Encoding.UTF8.GetBytes(GeoJsonFile.Write(Map))).Map!;

        Assert.Equal(Map.Zone, again.Zone);
        Assert.Equal(Map.Route, again.Route);
        Assert.Equal(Map.Sites, again.Sites);
        Assert.Equal((4, 2, 2), (again.Zone.Count, again.Route.Count, again.Sites.Count));
    }

    [Theory]
    [InlineData("", "no GeoJSON that can be read")]
    [InlineData("<svg onload=alert(1)>", "no GeoJSON that can be read")]
    [InlineData("[]", "no FeatureCollection")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "There is no polygon")]
    [InlineData("""{"type":"FeatureCollection","crs":{},"features":[]}""", "coordinate system of its own")]
    [InlineData("""{"type":"FeatureCollection","features":[7]}""", "has no geometry")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[551000,188000],[551100,188000],[551100,188100],[551000,188000]]]}}]}""", "in WGS 84, not in metres")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0.183,51.574],[0.184,51.575],[0.184,51.574],[0.183,51.575],[0.183,51.574]]]}}]}""", "cross each other")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0.183,51.574],[0.186,51.575],[0.186,51.574],[0.183,51.576],[0.183,51.574]]]}}]}""", "cross each other")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[0.183,51.574],[0.184,51.575],[0.184,51.574],[0.183,51.575]]]}}]}""", "is not closed")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[["a","b"],[0.184,51.575],[0.184,51.574],[0.183,51.575]]]}}]}""", "not two numbers")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"GeometryCollection","coordinates":[]}}]}""", "is a GeometryCollection")]
    [InlineData("""{"type":"\ud800","features":[]}""", "no GeoJSON that can be read")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"kind":"sign","name":"\udc00"},"geometry":{"type":"Point","coordinates":[0.183,51.574]}}]}""", "no GeoJSON that can be read")]
    public void HostileOrMistakenFile_IsRefusedWithASentence(string file, string words)
    {
        var (map, problem) = GeoJsonFile.Read(Encoding.UTF8.GetBytes(file));

        Assert.Null(map);
        Assert.Contains(words, problem, StringComparison.Ordinal);
        Assert.EndsWith(".", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void File_ThatIsTooLarge_TooDeep_OrHasTooMuch_IsRefused()
    {
        Assert.Contains("no GeoJSON that can be read", GeoJsonFile.Read((byte[])[.. "{\"type\":\""u8, 0xFF, .. "\"}"u8]).Problem, StringComparison.Ordinal);
        Assert.Contains("larger than 256 KB", GeoJsonFile.Read(new byte[GeoJsonFile.MostBytes + 1]).Problem, StringComparison.Ordinal);
        Assert.Contains("no GeoJSON that can be read", GeoJsonFile.Read(Encoding.UTF8.GetBytes(new string('[', 5000))).Problem, StringComparison.Ordinal);
        Assert.Contains("features; at most", GeoJsonFile.Read(Collection(Enumerable.Repeat(Point("sign", "", "0.183,51.574"), 500))).Problem, StringComparison.Ordinal);
        Assert.Contains("at least", GeoJsonFile.Read(Collection([Zone, Line("0.183,51.574")])).Problem, StringComparison.Ordinal);
        Assert.Contains("two polygons", GeoJsonFile.Read(Collection([Zone, Zone])).Problem, StringComparison.Ordinal);
        Assert.Contains("5 km from the zone", GeoJsonFile.Read(Collection([Zone, Point("sign", "", "51.574,0.183")])).Problem, StringComparison.Ordinal);
        Assert.Contains("has no name", GeoJsonFile.Read(Collection([Zone, Point("sensitive", " ", "0.183,51.574")])).Problem, StringComparison.Ordinal);
        Assert.Contains("does not say what it is", GeoJsonFile.Read(Collection([Zone, Point("cache", "x", "0.183,51.574")])).Problem, StringComparison.Ordinal);
        Assert.Contains("Shorten it", GeoJsonFile.Read(Collection([Zone, Point("sign", new string('x', 500), "0.183,51.574")])).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Distance_IsInMetresFromTheEdge_AndNoughtInside()
    {
        Assert.Equal(0, Map.DistanceToZone(new MapPoint(183_500, 51_574_500)));
        Assert.InRange(Map.DistanceToZone(new MapPoint(183_500, 51_573_000)), 110, 112.5);
        Assert.InRange(Map.ZoneArea(), 7500, 7900);
        Assert.Equal(["St Edward’s School"], Map.SensitiveWithin(300).Select(s => s.Site.Name));
        Assert.Empty(Map.SensitiveWithin(50));
    }

    /// <summary>A school that the map shows and the plan does not name is pointed out, whatever else the plan says.</summary>
    [Fact]
    public void SensitiveSite_NearTheZone_OfWhichThePlanSaysNothing_IsPointedOut()
    {
        Lfr.Shared.Policy.Verdict Judge(string says) => new SensitiveSitesAreConsidered().Judge(Given.Dossier(g => g.Plan = g.Plan with { Map = Map, Grounds = g.Plan.Grounds with { SensitiveSites = says } }));

        Says.Broken(Judge("None within 300 m"), "The plan says nothing of St Edward’s School, 100 m from the zone");
        Says.Doubtful(Judge("st edward’s school: the cameras are off from 8 to 9"), "names sensitive sites");
    }

    /// <summary>Published with the notice, without the sensitive sites; another map is another place, so the notice is amended (R17).</summary>
    [Fact]
    public void Notice_ShowsTheMap_AsItWasPublished()
    {
        var plan = Given.GoodPlan() with { Map = Map };
        var notice = Notice.Write(Given.Id(2), Given.DeploymentId, Given.NoticeText);
        Given.Do(notice.Publish(plan, "", Given.Planner, Given.Start.AddDays(-7)));

        Assert.Equal(MapMark.Sign, Assert.Single(notice.Current!.Map!.Sites).Mark);
        Assert.NotNull(notice.PublicSince(plan));
        Assert.Null(notice.PublicSince(plan with { Map = Map with { Zone = [.. Map.Zone.Skip(1)] } }));
        Assert.NotNull(notice.PublicSince(plan with { Map = Map with { Sites = [.. Map.Sites.Where(s => s.Mark == MapMark.Sign)] } }));
        Assert.Null(notice.PublicSince(plan with { Map = null }));
        notice.Tell(NoticeChange.Withdrawn, "Another street", Given.Planner, Given.Start.AddDays(-6));
        Assert.NotNull(notice.Current.Map);
    }

    [Fact]
    public void PlanWithoutAMap_HasTheHashesThatItHadBefore()
    {
        var plan = Given.GoodPlan();

        Assert.DoesNotContain("map.", PlanHash.Text(plan).ToString() + PlanHash.PublicFacts(plan), StringComparison.Ordinal);
        Assert.False((plan with { Map = Map }).HasHash(plan.Hash()));
    }

    private static PlaceMap Read(params string[] features) => GeoJsonFile.Read(Collection(features)) is { Map: { } map } ? map : throw new InvalidOperationException(GeoJsonFile.Read(Collection(features)).Problem);

    private static byte[] Collection(IEnumerable<string> features) => Encoding.UTF8.GetBytes($$"""{"type":"FeatureCollection","features":[{{string.Join(',', features)}}]}""");

    private static string Line(params string[] positions) => $$$"""{"type":"Feature","properties":null,"geometry":{"type":"LineString","coordinates":[{{{string.Join(',', positions.Select(p => $"[{p}]"))}}}]}}""";

    private static string Point(string kind, string name, string at) => $$$"""{"type":"Feature","properties":{"kind":"{{{kind}}}","name":"{{{name}}}"},"geometry":{"type":"Point","coordinates":[{{{at}}}]}}""";
}
