using Lfr.Shared.Deployments;
using Lfr.Web.Features.Deployments.Parts;

namespace Lfr.Tests.Deployments;

/// <summary>The map of a place while it is drawn: what is set, moved, named, removed and taken back, and when it is a map.</summary>
public sealed class MapDrawingTests
{
    private static readonly MapPoint Middle = new(183_000, 51_575_200);

    [Fact]
    public void Zone_IsDrawnCornerAfterCorner_AndIsAMapFromTheThirdOn()
    {
        var drawing = new MapDrawing(null, Middle);
        Assert.Contains("Nothing is drawn of the zone", drawing.Read().Problem, StringComparison.Ordinal);
        drawing.Press(0, 0);
        drawing.Press(40, 0);
        Assert.Contains("three corners or more", drawing.Read().Problem, StringComparison.Ordinal);
        drawing.Press(40, 30);

        var map = drawing.Read().Map!;
        Assert.Equal(3, map.Zone.Count);
        Assert.InRange(map.ZoneArea(), 590, 610);
        Assert.Equal(map.Zone, GeoJsonFile.Read(System.Text.Encoding.UTF8.GetBytes(GeoJsonFile.Write(map))).Map!.Zone);
    }

    /// <summary>The L of a street corner, set in order, stays in order.</summary>
    [Fact]
    public void Zone_WithADent_KeepsTheOrderInWhichItWasSet()
    {
        var drawing = Drawn((0, 0), (20, 0), (20, 10), (10, 10), (10, 20), (0, 20));

        Assert.Equal([(0, 0), (20, 0), (20, 10), (10, 10), (10, 20), (0, 20)], Corners(drawing));
        Assert.NotNull(drawing.Read().Map);
    }

    [Fact]
    public void Corner_SetAtAnEdgeOfAZoneThatWasThere_GoesIntoThatEdge()
    {
        var there = new MapDrawing(Drawn((0, 0), (40, 0), (40, 40), (0, 40)).Read().Map, Middle);
        there.Press(20, -8);

        Assert.Equal([(0, 0), (20, -8), (40, 0), (40, 40), (0, 40)], Corners(there));
    }

    [Fact]
    public void ChosenPoint_GoesWhereTheGroundIsPressed_AndEachStepIsTakenBack()
    {
        var drawing = Drawn((0, 0), (40, 0), (40, 40));
        drawing.Choose(new DrawnPoint(DrawnKind.Corner, 2));
        Assert.Equal("Corner 3 moved.", drawing.Press(0, 40));
        Assert.Equal([(0, 0), (40, 0), (0, 40)], Corners(drawing));
        Assert.Equal("Corner 3 removed.", drawing.Remove());
        Assert.Null(drawing.Read().Map);

        drawing.Undo();
        drawing.Undo();
        Assert.Equal([(0, 0), (40, 0), (40, 40)], Corners(drawing));
        Assert.Null(drawing.Chosen);
    }

    [Fact]
    public void SensitiveSite_WantsAName_ASignDoesNot()
    {
        var drawing = Drawn((0, 0), (40, 0), (40, 40));
        drawing.Take(DrawnKind.Sign);
        drawing.Press(-10, -10);
        Assert.NotNull(drawing.Read().Map);
        drawing.Take(DrawnKind.SensitiveSite);
        drawing.Press(90, 10);
        Assert.Contains("has no name", drawing.Read().Problem, StringComparison.Ordinal);
        drawing.Rename("  St Edward’s School " + new string('x', 400));

        var sites = drawing.Read().Map!.Sites;
        Assert.Equal([MapMark.Sign, MapMark.SensitiveSite], sites.Select(s => s.Mark));
        Assert.StartsWith("St Edward’s School", sites[1].Name, StringComparison.Ordinal);
        Assert.Equal(GeoJsonFile.LongestName, sites[1].Name.Length);
    }

    [Fact]
    public void Drawing_ThatCrossesItself_OrRunsAway_IsNoMap()
    {
        var crossed = Drawn((0, 0), (40, 0), (40, 40), (0, 40));
        crossed.Move(new DrawnPoint(DrawnKind.Corner, 1), 10, 80);
        Assert.Contains("cross each other", crossed.Read().Problem, StringComparison.Ordinal);

        var far = Drawn((0, 0), (40, 0), (40, 40));
        far.Take(DrawnKind.Sign);
        far.Press(9000, 0);
        Assert.Contains("5 km from the zone", far.Read().Problem, StringComparison.Ordinal);
    }

    /// <summary>What a browser sends may be anything; nothing of it becomes a point.</summary>
    [Theory]
    [InlineData(double.NaN, 0)]
    [InlineData(0, double.PositiveInfinity)]
    [InlineData(1e300, -1e300)]
    public void Number_ThatIsNoPlace_SetsAndMovesNothing(double x, double y)
    {
        var drawing = Drawn((0, 0), (40, 0), (40, 40));

        Assert.Equal("That is too far away.", drawing.Press(x, y));
        Assert.Equal("That is too far away.", drawing.Move(new DrawnPoint(DrawnKind.Corner, 0), x, y));
        Assert.Equal("That point is not there any more.", drawing.Move(new DrawnPoint(DrawnKind.Corner, 77), 1, 1));
        Assert.Equal([(0, 0), (40, 0), (40, 40)], Corners(drawing));
    }

    [Fact]
    public void Drawing_TakesNoMorePointsThanAFileMay()
    {
        var drawing = Drawn((0, 0), (40, 0), (40, 40));
        drawing.Take(DrawnKind.Sign);
        for (var i = 0; i < GeoJsonFile.MostSites; i++)
        {
            drawing.Choose(null);
            drawing.Press(-i, -5);
        }

        drawing.Choose(null);
        Assert.Contains("the most that a map takes", drawing.Press(1, 1), StringComparison.Ordinal);
        Assert.Equal(GeoJsonFile.MostSites, drawing.Read().Map!.Sites.Count);
    }

    /// <summary>The keyboard comes to every point and round again.</summary>
    [Fact]
    public void NextAndPrevious_GoRoundAllPoints()
    {
        var drawing = Drawn((0, 0), (40, 0), (40, 40));
        drawing.ChooseNext(-1);
        Assert.Equal(new DrawnPoint(DrawnKind.Corner, 2), drawing.Chosen);
        drawing.ChooseNext(1);
        Assert.Equal(new DrawnPoint(DrawnKind.Corner, 0), drawing.Chosen);
        new MapDrawing(null, Middle).ChooseNext(1);
    }

    [Theory]
    [InlineData("51.5752, 0.1830", 183_000, 51_575_200)]
    [InlineData(" 51.5752 0.183 ", 183_000, 51_575_200)]
    [InlineData("51.5752°, -0.1830°", -183_000, 51_575_200)]
    public void Position_IsReadAsMapServicesGiveIt(string text, int longitude, int latitude) => Assert.Equal(new MapPoint(longitude, latitude), TypedPosition.Read(text));

    [Theory]
    [InlineData("")]
    [InlineData("51.5752")]
    [InlineData("551000, 188000")]
    [InlineData("NaN, 1")]
    [InlineData("0x10, 1")]
    [InlineData("51.5752, 0.1830, 7")]
    public void Position_ThatIsNone_IsNotRead(string text) => Assert.Null(TypedPosition.Read(text));

    private static MapDrawing Drawn(params (double X, double Y)[] corners)
    {
        var drawing = new MapDrawing(null, Middle);
        foreach (var (x, y) in corners)
            drawing.Press(x, y);
        return drawing;
    }

    private static IEnumerable<(int X, int Y)> Corners(MapDrawing drawing) => drawing.Now.Zone.Select(drawing.Frame.Metres).Select(p => ((int)Math.Round(p.X), (int)Math.Round(p.Y)));
}
