using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Tests.Policy;
using Lfr.Web.Features.PublicSite;
using Lfr.Web.Features.PublicSite.Queries;

namespace Lfr.Tests.Features.PublicSite;

/// <summary>What news readers and calendars get, read as the standards say and not with the library that wrote it.</summary>
public sealed class NoticeFeedsTests
{
    private const string Site = "https://lfr.force.example";
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom";

    [Fact]
    public void Event_SaysWhenInUtc_AndIsNamedByTheSite()
    {
        var lines = Lines(Notice("Romford"));

        Assert.Contains("UID:2026-014@lfr.force.example", lines);
        Assert.Contains("SEQUENCE:0", lines);
        Assert.Contains("DTSTAMP:20260529T090000Z", lines);
        Assert.Contains("DTSTART:20260605T090000Z", lines);
        Assert.Contains("DTEND:20260605T170000Z", lines);
        Assert.Contains("STATUS:CONFIRMED", lines);
        Assert.Equal(("BEGIN:VCALENDAR", "END:VCALENDAR"), (lines[0], lines[^1]));
        Assert.Contains("VERSION:2.0", lines);
        Assert.Contains("PRODID:-//Lfr//Notices//EN", lines);
    }

    [Fact]
    public void Event_EscapesWhatHasAMeaning() =>
        Assert.Contains(@"SUMMARY:Live facial recognition: A\, b\; c \\ d\ne", Lines(Notice("A, b; c \\ d\ne")));

    [Fact]
    public void LongLine_IsFoldedAt75Octets()
    {
        var text = NoticeFeeds.Calendar([Notice(string.Concat(Enumerable.Repeat("Gärten und Plätze – ", 60)))], "lfr.force.example");

        Assert.All(text.Split("\r\n"), line => Assert.InRange(Encoding.UTF8.GetByteCount(line), 0, 75));
    }

    /// <summary>Text written by anybody, of every plane of Unicode, comes back as it was written.</summary>
    [Fact]
    public void FoldedLine_BreaksNoCharacter()
    {
        var random = new Random(10);
        string[] pieces = ["a", "ä", "€", "😀", "👩‍👧", " "];
        for (var round = 0; round < 300; round++)
        {
            var name = "x" + string.Concat(Enumerable.Range(0, random.Next(200)).Select(_ => pieces[random.Next(pieces.Length)])) + "x";

            Assert.Contains($"SUMMARY:Live facial recognition: {name}", Lines(Notice(name)));
        }
    }

    [Fact]
    public void Entry_IsNamedAndLinkedByTheSite_AndDatedInUtc()
    {
        var feed = XDocument.Parse(NoticeFeeds.Atom([Notice("Romford <b> & co")], Site)).Root!;

        Assert.Equal($"{Site}/", feed.Element(Atom + "id")!.Value);
        Assert.Equal("2026-05-29T09:00:00Z", feed.Element(Atom + "updated")!.Value);
        var entry = Assert.Single(feed.Elements(Atom + "entry"));
        Assert.Equal(($"{Site}/notices/2026-014#version-1", "Romford <b> & co: published", "2026-05-29T09:00:00Z", "Police"),
            (entry.Element(Atom + "id")!.Value, entry.Element(Atom + "title")!.Value, entry.Element(Atom + "updated")!.Value, entry.Element(Atom + "author")!.Element(Atom + "name")!.Value));
        Assert.All(feed.Descendants(Atom + "link"), link => Assert.StartsWith($"{Site}/", link.Attribute("href")!.Value, StringComparison.Ordinal));
        Assert.StartsWith("public-notice/1:", entry.Element(Atom + "category")!.Attribute("term")!.Value, StringComparison.Ordinal);
        Assert.StartsWith("5 June 2026, 10:00", entry.Element(Atom + "summary")!.Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Feed_WithoutNotices_IsOneAllTheSame() => Assert.Empty(XDocument.Parse(NoticeFeeds.Atom([], Site)).Root!.Elements(Atom + "entry"));

    private static PublicNotice Notice(string name)
    {
        var plan = Given.GoodPlan();
        var version = new NoticeVersion(
            1, NoticeChange.Published, Given.NoticeText, name, plan.Place, new Window(Moment("2026-06-05T10:00:00+01:00"), Moment("2026-06-05T18:00:00+01:00")), "To find people", "", "",
            Given.Planner.Sign(Moment("2026-05-29T10:00:00+01:00")));
        return new PublicNotice("2026-014", PublicStanding.Planned, "", [version], false);
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    // Through UTF-8, as it travels: half a character would not survive.
    private static string[] Lines(PublicNotice notice) =>
        Regex.Replace(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(NoticeFeeds.Calendar([notice], "lfr.force.example"))), "\r\n[ \t]", "", RegexOptions.None, TimeSpan.FromSeconds(5))
            .Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
}
