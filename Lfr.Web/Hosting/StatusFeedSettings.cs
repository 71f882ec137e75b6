using Lfr.Web.Features.Watchlists.Status;

namespace Lfr.Web.Hosting;

/// <summary>Reads and judges <c>StatusFeed:*</c>.</summary>
internal static class StatusFeedSettings
{
    private const string Address = "StatusFeed:Address";
    private const string File = "StatusFeed:File";
    private const string Secret = "StatusFeed:Secret";

    /// <summary>Who is asked; <see langword="null"/> where nobody is named.</summary>
    public static StatusFeedOptions? Read(SettingsReader settings)
    {
        var (address, file, secret, name) = (settings.WebAddress(Address), settings.Text(File)?.Trim(), settings.Text(Secret), settings.Text("StatusFeed:Name")?.Trim());
        var minutes = settings.Count("StatusFeed:Minutes", 15);
        if (address is not null && file is not null)
            settings.Refuse($"{Address} and {File} are both set, and only one source can be asked. Remove one.");
        if (address is { Scheme: "http", IsLoopback: false })
            settings.Refuse($"{Address} is '{address}', another machine without TLS. It must begin with https://, because references of listed people travel to it.");
        if (secret is not null && address is null)
            settings.Refuse($"{Secret} is set, but {Address} is not. Set both, or remove {Secret}.");
        return address is null && file is null
            ? null
            : new StatusFeedOptions { Address = address, File = file, Secret = secret, Name = name ?? address?.Host ?? Path.GetFileName(file!), Interval = TimeSpan.FromMinutes(minutes) };
    }
}
