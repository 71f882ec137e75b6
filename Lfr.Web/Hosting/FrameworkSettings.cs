namespace Lfr.Web.Hosting;

/// <summary>
/// Settings that the framework reads by itself (<c>AllowedHosts</c>, <c>Logging</c>, <c>Kestrel</c>). What is wrong with them would otherwise be a stack trace
/// in the middle of the start, or a site that answers nobody.
/// </summary>
internal static class FrameworkSettings
{
    /// <summary>Refuses what makes no sense.</summary>
    public static void Check(SettingsReader settings)
    {
        CheckHosts(settings);
        CheckLogLevels(settings, settings.Section("Logging"));
        CheckEndpoints(settings);
    }

    /// <summary>
    /// Opens the addresses as endpoints, where the configuration names none itself: Kestrel takes addresses or endpoints, never both, and the co-hosted worker's
    /// listener is an endpoint.
    /// </summary>
    public static void Listen(IConfigurationBuilder configuration, LfrOptions options)
    {
        if (options.NamesEndpoints)
            return;
        var addresses = options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        configuration.AddInMemoryCollection(addresses.Select((address, index) => new KeyValuePair<string, string?>($"Kestrel:Endpoints:Address{index + 1}:Url", address)));
    }

    private static void CheckHosts(SettingsReader settings)
    {
        var hosts = (settings.Text("AllowedHosts") ?? "*").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        foreach (var host in hosts.Where(host => host != "*" && Uri.CheckHostName(host.StartsWith("*.", StringComparison.Ordinal) ? host[2..] : host) == UriHostNameType.Unknown))
            settings.Refuse($"AllowedHosts has '{host}'; it must be host names without scheme and port, such as lfr.force.example, with semicolons between them.");
    }

    private static void CheckLogLevels(SettingsReader settings, IConfigurationSection section)
    {
        foreach (var child in section.GetChildren())
        {
            if (!string.Equals(child.Key, "LogLevel", StringComparison.OrdinalIgnoreCase))
            {
                CheckLogLevels(settings, child);
                continue;
            }

            if (child.Value is { Length: > 0 } value)
                settings.Refuse($"{child.Path} is '{value}', but it is a group of settings; write {child.Path}:Default.");
            foreach (var level in child.GetChildren().Where(level => !Enum.GetNames<LogLevel>().Contains(level.Value, StringComparer.OrdinalIgnoreCase)))
                settings.Refuse($"{level.Path} is '{level.Value}'; it can be {string.Join(", ", Enum.GetNames<LogLevel>())}.");
        }
    }

    private static void CheckEndpoints(SettingsReader settings)
    {
        foreach (var endpoint in settings.Section("Kestrel:Endpoints").GetChildren())
        {
            if (endpoint["Url"] is not { Length: > 0 } url)
                settings.Refuse($"{endpoint.Path}:Url is not set; it must be an address to listen on such as https://0.0.0.0:443.");
            else if (!SettingsReader.CanListen(url))
                settings.Refuse($"{endpoint.Path}:Url is '{url}'; it must be an address to listen on such as https://0.0.0.0:443.");
            CheckCertificate(settings, endpoint.GetSection("Certificate"));
        }

        foreach (var certificate in settings.Section("Kestrel:Certificates").GetChildren())
            CheckCertificate(settings, certificate);
    }

    private static void CheckCertificate(SettingsReader settings, IConfigurationSection certificate)
    {
        foreach (var key in (string[])["Path", "KeyPath"])
        {
            if (certificate[key] is { Length: > 0 } path && !File.Exists(Path.Combine(AppContext.BaseDirectory, path)))
                settings.Refuse($"{certificate.Path}:{key} is '{path}'; there is no such file.");
        }
    }
}
