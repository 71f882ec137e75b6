using System.Net;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Tiles;
using Lfr.Web.Urls;

namespace Lfr.Tests.Features.Deployments;

/// <summary>Map tiles come from the one server that was named, as small pictures, once each; without one there are none.</summary>
public sealed class MapTilesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 0];
    private static readonly MapTileOptions Options = new("https://tiles.force.example/{z}/{x}/{y}.png?key=1", "A map");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Tile_IsAskedForOnce_AtTheAddressThatWasNamed()
    {
        using var server = new Server(_ => Png);
        using var tiles = new MapTiles(Options, server);

        Assert.Equal("image/png", (await tiles.ReadAsync(16, 32801, 21785, Cancel))!.MediaType);
        Assert.Equal(Png, (await tiles.ReadAsync(16, 32801, 21785, Cancel))!.Picture);
        Assert.Equal(["https://tiles.force.example/16/32801/21785.png?key=1"], server.Asked);
    }

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(20, 0, 0)]
    [InlineData(3, 8, 0)]
    [InlineData(3, 0, -1)]
    [InlineData(31, int.MaxValue, int.MaxValue)]
    public async Task Number_ThatNoTileHas_IsNotAskedFor(int z, int x, int y)
    {
        using var server = new Server(_ => Png);
        using var tiles = new MapTiles(Options, server);

        Assert.Null(await tiles.ReadAsync(z, x, y, Cancel));
        Assert.Empty(server.Asked);
    }

    [Fact]
    public async Task Answer_ThatIsNoSmallPicture_IsNone_AndNotKept()
    {
        byte[]?[] answers = ["<script>alert(1)</script>"u8.ToArray(), [.. Png, .. new byte[MapTiles.MostBytes]], null, []];
        using var server = new Server(asked => answers[asked]);
        using var tiles = new MapTiles(Options, server);

        foreach (var _ in answers)
            Assert.Null(await tiles.ReadAsync(3, 1, 1, Cancel));
        Assert.Equal(answers.Length, server.Asked.Count);
    }

    [Fact]
    public async Task WithoutAServer_ThereIsNoTile_AndNobodyFromOutsideGetsOne()
    {
        using var none = new MapTiles(null, new Server(_ => Png));
        Assert.False(none.IsConfigured);
        Assert.Null(await none.ReadAsync(0, 0, 0, Cancel));

        using var planner = await shared.App.SignInAsync(Roles.Planner);
        using var answer = await planner.GetAsync(new Uri(LfrRoutes.MapTile(0, 0, 0), UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        using var anybody = shared.App.Anybody();
        using var refused = await anybody.GetAsync(new Uri(LfrRoutes.MapTile(0, 0, 0), UriKind.Relative), Cancel);
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
    }

    /// <summary>South Street in Romford, 300 m of it, lies on a handful of tiles that join without a gap.</summary>
    [Fact]
    public void Tiles_CoverWhatIsShown_EdgeToEdge()
    {
        var laid = TileGrid.Cover(new MapFrame(new MapPoint(183_000, 51_575_200)), (0, 0), 300, 210);

        Assert.InRange(laid.Count, 4, 30);
        Assert.True(laid.Min(t => t.Left) <= -150 && laid.Max(t => t.Left + t.Width) >= 150 && laid.Max(t => t.Top) >= 105 && laid.Min(t => t.Top - t.Height) <= -105);
        Assert.All(laid, t => Assert.InRange(t.Width / t.Height, 0.98, 1.02));
        Assert.All(laid.Where(t => t.X > laid.Min(l => l.X)), t => Assert.Equal(t.Left, laid.Single(l => l.X == t.X - 1 && l.Y == t.Y) is var west ? west.Left + west.Width : 0, 0.1));
        Assert.Empty(TileGrid.Cover(new MapFrame(new MapPoint(0, 89_000_000)), (0, 0), 300, 210));
    }

    private sealed class Server(Func<int, byte[]?> answer) : HttpMessageHandler
    {
        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add(request.RequestUri!.ToString());
            return Task.FromResult(answer(Asked.Count - 1) is { } bytes
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(bytes) }
                : new HttpResponseMessage(HttpStatusCode.Redirect) { Headers = { Location = new Uri("http://169.254.169.254/") } });
        }
    }
}
