using Lfr.Web.Features.Deployments.Tiles;

namespace Lfr.Web.Hosting;

/// <summary>Reads and judges <c>Tiles:*</c>.</summary>
internal static class MapTileSettings
{
    private const string Address = "Tiles:Address";
    private const string Credit = "Tiles:Credit";
    private static readonly string[] Parts = ["{z}", "{x}", "{y}"];

    /// <summary>Where map tiles come from; <see langword="null"/> where no server is named.</summary>
    public static MapTileOptions? Read(SettingsReader settings)
    {
        var (address, credit) = (settings.Text(Address)?.Trim(), settings.Text(Credit)?.Trim());
        if (address is null)
        {
            if (credit is not null)
                settings.Refuse($"{Credit} is set, but {Address} is not. Set both, or remove {Credit}.");
            return null;
        }

        if (!Uri.TryCreate(MapTiles.AddressOf(address, 1, 2, 3), UriKind.Absolute, out var one) || !Uri.TryCreate(MapTiles.AddressOf(address, 4, 5, 6), UriKind.Absolute, out var other)
            || !Parts.All(p => address.Contains(p, StringComparison.Ordinal)) || one.Authority != other.Authority || one.UserInfo.Length > 0 || !(one.Scheme == "https" || one is { Scheme: "http", IsLoopback: true }))
        {
            settings.Refuse($"{Address} is '{address}'; it must begin with https:// and have {{z}}, {{x}} and {{y}} in its path, such as https://tiles.force.example/{{z}}/{{x}}/{{y}}.png.");
            return null;
        }

        return new MapTileOptions(address, credit ?? "");
    }
}
