namespace Lfr.Web.Identity;

/// <summary>A browser in words, so that a person knows their own devices. What a browser says of itself proves nothing.</summary>
public static class BrowserName
{
    private static readonly (string Sign, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    private static readonly (string Sign, string Name)[] Systems =
        [("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary><c>Chrome on Windows</c>; empty when the browser does not say.</summary>
    public static string Of(HttpContext context) => Of(context.Request.Headers.UserAgent.ToString());

    /// <inheritdoc cref="Of(HttpContext)"/>
    public static string Of(string agent)
    {
        var browser = Named(Browsers, agent);
        return (browser, Named(Systems, agent)) switch
        {
            (null, null) => "",
            ({ } name, null) => name,
            (null, { } system) => $"A browser on {system}",
            ({ } name, { } system) => $"{name} on {system}",
        };
    }

    private static string? Named((string Sign, string Name)[] known, string agent) =>
        known.FirstOrDefault(k => agent.Contains(k.Sign, StringComparison.Ordinal)).Name;
}
