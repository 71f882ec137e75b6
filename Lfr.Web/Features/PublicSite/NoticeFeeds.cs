using System.Globalization;
using System.Text;
using System.Xml;
using Lfr.Shared;
using Lfr.Shared.Notices;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The notices for news readers (Atom, RFC 4287) and calendars (iCalendar, RFC 5545).</summary>
public static class NoticeFeeds
{
    /// <summary>Maps both; no sign-in.</summary>
    public static void MapNoticeFeeds(this WebApplication app)
    {
        app.MapGet("/notices.atom", async (PublicNotices notices, HttpRequest request, CancellationToken cancellationToken) =>
            Results.Text(Atom(await notices.ListAsync(cancellationToken), $"{request.Scheme}://{request.Host}"), "application/atom+xml", Encoding.UTF8)).AllowAnonymous().CacheOutput(PublicCache.Policy);
        app.MapGet("/notices.ics", async (PublicNotices notices, HttpRequest request, CancellationToken cancellationToken) =>
            Results.Text(Calendar(await notices.ListAsync(cancellationToken), request.Host.Host), "text/calendar", Encoding.UTF8)).AllowAnonymous().CacheOutput(PublicCache.Policy);
    }

    /// <summary>Every published version as an entry, newest first.</summary>
    internal static string Atom(IReadOnlyList<PublicNotice> notices, string origin)
    {
        var versions = notices.SelectMany(n => n.Versions.Select(v => (Notice: n, Version: v))).OrderByDescending(v => v.Version.By.At).Take(50).ToArray();
        var text = new StringBuilder();
        // What was kept before text was cleaned must not keep everybody else's notices from being read.
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("feed", "http://www.w3.org/2005/Atom");
            xml.WriteElementString("title", "Live facial recognition: notices");
            xml.WriteElementString("id", origin + LfrRoutes.Notices);
            xml.WriteElementString("updated", Rfc3339(versions.Length == 0 ? DateTimeOffset.UnixEpoch : versions[0].Version.By.At));
            foreach (var (notice, version) in versions)
            {
                xml.WriteStartElement("entry");
                xml.WriteElementString("title", PlainText.Clean($"{version.Name}: {version.Change.InWords()}"));
                xml.WriteElementString("id", $"{origin}{LfrRoutes.Notice(notice.Reference)}#version-{version.Number}");
                xml.WriteElementString("updated", Rfc3339(version.By.At));
                xml.WriteStartElement("author");
                xml.WriteElementString("name", "Police");
                xml.WriteEndElement();
                xml.WriteStartElement("link");
                xml.WriteAttributeString("href", origin + LfrRoutes.Notice(notice.Reference));
                xml.WriteEndElement();
                xml.WriteElementString("summary", PlainText.Clean($"{LondonTime.Span(version.Window.Start, version.Window.End)}, {version.Place.Venue}, {version.Place.Area}. {(version.Reason.Length > 0 ? version.Reason : version.Text.Summary)}"));
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        return text.ToString();
    }

    /// <summary>One event per notice, with its status: takes place, may take place, does not.</summary>
    internal static string Calendar(IReadOnlyList<PublicNotice> notices, string host)
    {
        var text = new StringBuilder();
        void Line(string name, string value)
        {
            // RFC 5545: lines of at most 75 octets, continued after CRLF and a space.
            var line = name + ":" + value;
            var octets = 0;
            foreach (var rune in line.EnumerateRunes())
            {
                if (octets + rune.Utf8SequenceLength > 73)
                {
                    text.Append("\r\n ");
                    octets = 1;
                }

                text.Append(rune.ToString());
                octets += rune.Utf8SequenceLength;
            }

            text.Append("\r\n");
        }

        Line("BEGIN", "VCALENDAR");
        Line("VERSION", "2.0");
        Line("PRODID", "-//Lfr//Notices//EN");
        foreach (var notice in notices)
        {
            var current = notice.Current;
            Line("BEGIN", "VEVENT");
            Line("UID", $"{notice.Reference}@{host}");
            Line("SEQUENCE", (current.Number - 1).ToString(CultureInfo.InvariantCulture));
            Line("DTSTAMP", Basic(current.By.At));
            Line("DTSTART", Basic(current.Window.Start));
            Line("DTEND", Basic(current.Window.End));
            Line("STATUS", notice.Standing.CalendarStatus());
            Line("SUMMARY", Escape($"Live facial recognition: {current.Name}"));
            Line("LOCATION", Escape($"{current.Place.Venue}, {current.Place.Area}"));
            Line("DESCRIPTION", Escape($"{notice.Standing.Word()}. {(notice.Meaning.Length > 0 ? notice.Meaning : current.Text.Summary)}"));
            Line("END", "VEVENT");
        }

        Line("END", "VCALENDAR");
        return text.ToString();
    }

    private static string Rfc3339(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static string Basic(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string Escape(string text) => PlainText.Clean(text).Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal)
        .Replace(",", "\\,", StringComparison.Ordinal).Replace("\n", "\\n", StringComparison.Ordinal);
}
