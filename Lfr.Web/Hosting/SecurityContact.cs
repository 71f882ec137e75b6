using System.Globalization;
using System.Text;

namespace Lfr.Web.Hosting;

/// <summary>Whom somebody tells who found a hole: <c>/.well-known/security.txt</c> (RFC 9116). Only where the force has said whom.</summary>
public static class SecurityContact
{
    /// <summary>Its address.</summary>
    public const string Path = "/.well-known/security.txt";

    /// <summary>How long one copy holds; Lfr makes a new one with each answer.</summary>
    private static readonly TimeSpan Holds = TimeSpan.FromDays(180);

    /// <summary>Maps it, and the endpoint for reports of browsers.</summary>
    public static void MapLfrSecurity(this WebApplication app)
    {
        app.MapPost(PolicyReports.Path, PolicyReports.AnswerAsync).AllowAnonymous();
        var site = app.Services.GetRequiredService<LfrOptions>().Site;
        if (site.SecurityContact is { } contact)
            app.MapGet(Path, (TimeProvider time) => Results.Text(TextOf(contact, site.Address, time.GetUtcNow()), "text/plain", Encoding.UTF8)).AllowAnonymous();
    }

    private static string TextOf(Uri contact, Uri? address, DateTimeOffset now)
    {
        var expires = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero) + Holds;
        var text = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"Contact: {contact.OriginalString}\n")
            .Append(CultureInfo.InvariantCulture, $"Expires: {expires.UtcDateTime:yyyy-MM-dd'T'HH:mm:ss'Z'}\n")
            .Append("Preferred-Languages: en\n");
        if (address is not null)
            text.Append(CultureInfo.InvariantCulture, $"Canonical: {new Uri(address, Path)}\n");
        return text.ToString();
    }
}
