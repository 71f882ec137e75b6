using System.Collections.Concurrent;
using System.Globalization;

namespace Lfr.Web.Features.Deployments.Tiles;

/// <summary>Where map tiles come from (<c>Tiles:*</c>).</summary>
/// <param name="Address">Address with <c>{z}</c>, <c>{x}</c> and <c>{y}</c> in its path. Its host is what an administrator wrote, and no other is ever asked.</param>
/// <param name="Credit">Whose map it is, as the licence wants it said; empty for nothing.</param>
public sealed record MapTileOptions(string Address, string Credit);

/// <summary>One tile.</summary>
/// <param name="Picture">Its bytes.</param>
/// <param name="MediaType">What they are, by their own beginning.</param>
public sealed record MapTile(byte[] Picture, string MediaType);

/// <summary>
/// Fetches map tiles (Web Mercator, 256 pixels) from the one server that an administrator named, so that no browser asks another site and no other site learns who plans where, but for that server, which sees Lfr. None
/// by default. Small pictures only; the last ones are kept.
/// </summary>
public sealed class MapTiles : IDisposable
{
    /// <summary>Most bytes of a tile.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Largest zoom.</summary>
    public const int Deepest = 19;

    /// <summary>Tiles that are kept: some 20 MB.</summary>
    private const int Kept = 400;

    private const int AtOnce = 6;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly MapTileOptions? options;
    private readonly HttpClient http;
    private readonly SemaphoreSlim places = new(AtOnce);
    private readonly ConcurrentDictionary<(int Z, int X, int Y), MapTile> known = new();
    private readonly ConcurrentQueue<(int Z, int X, int Y)> order = new();

    /// <summary>With the server that is asked; <see langword="null"/> for none.</summary>
    /// <param name="options">The server.</param>
    /// <param name="handler">Reaches it; the ordinary way when there is none.</param>
    public MapTiles(MapTileOptions? options, HttpMessageHandler? handler = null)
    {
        this.options = options;
        // A redirect would lead to a host that nobody named.
        http = new HttpClient(handler ?? new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ConnectTimeout = TimeSpan.FromSeconds(5), PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            MaxResponseContentBufferSize = MostBytes,
            Timeout = Patience,
        };
        http.DefaultRequestHeaders.UserAgent.ParseAdd("Lfr");
    }

    /// <summary>Whether there is a server to ask.</summary>
    public bool IsConfigured => options is not null;

    /// <summary>Whose map it is.</summary>
    public string Credit => options?.Credit ?? "";

    /// <summary>A tile; <see langword="null"/> when there is none of that number, or the server gives no small picture.</summary>
    public async Task<MapTile?> ReadAsync(int z, int x, int y, CancellationToken cancellationToken)
    {
        if (options is null || z is < 0 or > Deepest || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z)
            return null;
        if (known.TryGetValue((z, x, y), out var kept))
            return kept;
        await places.WaitAsync(cancellationToken);
        try
        {
            if (await FetchAsync(AddressOf(options.Address, z, x, y), cancellationToken) is not { } tile)
                return null;
            if (known.TryAdd((z, x, y), tile))
                order.Enqueue((z, x, y));
            while (known.Count > Kept && order.TryDequeue(out var oldest))
                known.TryRemove(oldest, out _);
            return tile;
        }
        finally
        {
            places.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        http.Dispose();
        places.Dispose();
    }

    /// <summary>The address of one tile.</summary>
    internal static string AddressOf(string address, int z, int x, int y) => address
        .Replace("{z}", z.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal).Replace("{x}", x.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{y}", y.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    private async Task<MapTile?> FetchAsync(string address, CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(address), cancellationToken);
            if (!answer.IsSuccessStatusCode)
                return null;
            var picture = await answer.Content.ReadAsByteArrayAsync(cancellationToken);
            return picture.Length <= MostBytes && TypeOf(picture) is { } type ? new MapTile(picture, type) : null;
        }
        catch (HttpRequestException)
        {
            // The drawing does without: an empty square says that a tile is missing.
            return null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
    }

    private static string? TypeOf(ReadOnlySpan<byte> picture) =>
        picture.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : picture.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : picture.Length > 12 && picture.StartsWith("RIFF"u8) && picture[8..12].SequenceEqual("WEBP"u8) ? "image/webp" : null;
}
