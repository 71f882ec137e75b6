using System.Globalization;
using System.ServiceModel.Syndication;
using System.Text;
using System.Xml;
using Ical.Net.CalendarComponents;
using Lfr.Shared;
using Lfr.Shared.Notices;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Urls;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The notices for news readers (Atom, RFC 4287) and calendars (iCalendar, RFC 5545).</summary>
public static class NoticeFeeds
{
    /// <summary>Entries of the news feed.</summary>
    private const int Most = 50;

    /// <summary>How long a use that is over stays in the calendar: the list has it for good, and telephones load this file every few hours.</summary>
    private static readonly TimeSpan StaysInCalendar = TimeSpan.FromDays(92);

    /// <summary>Maps both; no sign-in.</summary>
    public static void MapNoticeFeeds(this WebApplication app)
    {
        app.MapGet(LfrRoutes.NoticesAtom, async (PublicNotices notices, HttpRequest request, CancellationToken cancellationToken) =>
            Results.Text(Atom(await notices.LatestAsync(Most, cancellationToken), $"{request.Scheme}://{request.Host}"), "application/atom+xml", Encoding.UTF8)).ForEverybody();
        app.MapGet(LfrRoutes.NoticesCalendar, async (PublicNotices notices, TimeProvider time, HttpRequest request, CancellationToken cancellationToken) =>
            Results.Text(Calendar(await notices.SinceAsync(time.GetUtcNow() - StaysInCalendar, cancellationToken), request.Host.Host), CalendarFile.MediaType, Encoding.UTF8)).ForEverybody();
    }

    /// <summary>Published versions as entries, newest first.</summary>
    /// <param name="notices">The notices.</param>
    /// <param name="site">Scheme and name of the site: <c>https://lfr.force.example</c>.</param>
    internal static string Atom(IReadOnlyList<PublicNotice> notices, string site)
    {
        var versions = notices.SelectMany(n => n.Versions.Select(v => (Notice: n, Version: v))).OrderByDescending(v => v.Version.By.At).Take(Most).ToArray();
        var feed = new SyndicationFeed
        {
            Id = site + LfrRoutes.Notices,
            Title = new TextSyndicationContent("Live facial recognition: notices"),
            LastUpdatedTime = versions.Length == 0 ? DateTimeOffset.UnixEpoch : versions[0].Version.By.At.ToUniversalTime(),
            Items = [.. versions.Select(v => Entry(v.Notice, v.Version, site))],
        };
        feed.Links.Add(SyndicationLink.CreateSelfLink(new Uri(site + LfrRoutes.NoticesAtom), "application/atom+xml"));
        feed.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(site + LfrRoutes.Notices)));
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, OmitXmlDeclaration = true }))
            feed.GetAtom10Formatter().WriteTo(xml);
        return text.ToString();
    }

    /// <summary>One event per notice, with its status: takes place, may take place, does not.</summary>
    /// <param name="notices">The notices.</param>
    /// <param name="host">Name of the site: <c>lfr.force.example</c>.</param>
    internal static string Calendar(IReadOnlyList<PublicNotice> notices, string host) => CalendarFile.Write("Notices", notices.Select(n => Event(n, host)));

    private static SyndicationItem Entry(PublicNotice notice, NoticeVersion version, string site)
    {
        var page = site + LfrRoutes.Notice(notice.Reference);
        // What was kept before text was cleaned must not keep everybody else's notices from being read.
        var entry = new SyndicationItem
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"{page}#version-{version.Number}"),
            Title = new TextSyndicationContent(PlainText.Clean($"{version.Name}: {version.Change.InWords()}")),
            LastUpdatedTime = version.By.At.ToUniversalTime(),
            Summary = new TextSyndicationContent(PlainText.Clean(
                $"{ForceTime.Span(version.Window.Start, version.Window.End)}, {version.Place.Venue}, {version.Place.Area}. {(version.Reason.Length > 0 ? version.Reason : version.Text.Summary)}")),
        };
        entry.Authors.Add(new SyndicationPerson { Name = "Police" });
        entry.Categories.Add(new SyndicationCategory(NoticeProof.Of(version), "urn:lfr:notice-proof", "What this version says, as one hash"));
        entry.Links.Add(SyndicationLink.CreateAlternateLink(new Uri(page)));
        return entry;
    }

    private static CalendarEvent Event(PublicNotice notice, string host)
    {
        var current = notice.Current;
        return new CalendarEvent
        {
            Uid = $"{notice.Reference}@{host}",
            Sequence = current.Number - 1,
            DtStamp = CalendarFile.Moment(current.By.At),
            DtStart = CalendarFile.Moment(current.Window.Start),
            DtEnd = CalendarFile.Moment(current.Window.End),
            Status = notice.Standing.CalendarStatus(),
            Summary = PlainText.Clean($"Live facial recognition: {current.Name}"),
            Location = PlainText.Clean($"{current.Place.Venue}, {current.Place.Area}"),
            Description = PlainText.Clean($"{notice.Standing.Word()}. {(notice.Meaning.Length > 0 ? notice.Meaning : current.Text.Summary)}"),
        };
    }
}
