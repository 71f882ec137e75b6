using System.Text;
using System.Xml;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.PublicSite;

/// <summary>Every public page for search engines (sitemaps.org), so that somebody who looks for a street finds its notice.</summary>
public static class Sitemap
{
    /// <summary>The protocol takes 50,000 addresses; each use has two.</summary>
    private const int MostUses = 20_000;

    private const string Space = "http://www.sitemaps.org/schemas/sitemap/0.9";

    private static readonly string[] Pages =
        [LfrRoutes.Notices, LfrRoutes.Records, LfrRoutes.Years, LfrRoutes.PublishedUses, LfrRoutes.Scorecard, LfrRoutes.Policies, LfrRoutes.YourRights, LfrRoutes.Privacy, LfrRoutes.Accessibility];

    /// <summary>Maps <c>/sitemap.xml</c>; no sign-in.</summary>
    public static void MapSitemap(this WebApplication app) =>
        app.MapGet(LfrRoutes.Sitemap, async (PublicNotices notices, HttpRequest request, CancellationToken cancellationToken) =>
            Results.Text(Write(await notices.AddressesAsync(MostUses, cancellationToken), $"{request.Scheme}://{request.Host}"), "application/xml", Encoding.UTF8)).ForEverybody();

    private static string Write(IReadOnlyList<PublicAddress> uses, string site)
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("urlset", Space);
            foreach (var page in Pages)
                Address(page, null);
            foreach (var use in uses)
            {
                Address(LfrRoutes.Notice(use.Reference), use.ChangedAt);
                if (use.HasRecord)
                    Address(LfrRoutes.Record(use.Reference), null);
            }

            xml.WriteEndElement();

            void Address(string path, DateTimeOffset? changed)
            {
                xml.WriteStartElement("url", Space);
                xml.WriteElementString("loc", Space, site + path);
                if (changed is { } at)
                    xml.WriteElementString("lastmod", Space, XmlConvert.ToString(at.ToUniversalTime()));
                xml.WriteEndElement();
            }
        }

        return text.ToString();
    }
}
