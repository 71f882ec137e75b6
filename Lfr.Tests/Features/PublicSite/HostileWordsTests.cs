using System.Collections;
using System.Reflection;
using System.Text;
using System.Xml.Linq;
using CsvHelper;
using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Records;
using Lfr.Tests.Assessments;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Urls;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.PublicSite;

/// <summary>
/// Whoever may write a plan, a notice or a record writes words that thousands read who trust the police. Every such word is made hostile here, and stays a word:
/// on each page, in both feeds and in both files.
/// </summary>
public sealed class HostileWordsTests(HostileWordsTests.Site site) : IClassFixture<HostileWordsTests.Site>
{
    /// <summary>Ends what HTML, XML, a calendar, a table or a link may have begun, and begins something of its own.</summary>
    private const string Hostile = "\"'></textarea></title>]]><img src=x onerror=alert(1)><script>alert(2)</script>\r\nEND:VEVENT\r\nATTACH:https://evil.example\r\n=HYPERLINK(\"https://evil.example\")";

    /// <summary>Trials of 2016 to 2019, which every installation has.</summary>
    private const int Trials = 10;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static TheoryData<string> Pages =>
    [
        LfrRoutes.Notices, LfrRoutes.Notices + "?q=%22%3E%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E", LfrRoutes.Notice("2026-014"), LfrRoutes.NoticeVersion("2026-014", 1), LfrRoutes.NoticePoster("2026-014"), LfrRoutes.PublicAssessment("2026-014", "equality"),
        LfrRoutes.Records, LfrRoutes.Record("2026-014"), LfrRoutes.RecordVersion("2026-014", 1), LfrRoutes.PublishedUses, LfrRoutes.Scorecard, "/%3Cscript%3Ealert(1)%3C/script%3E",
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_ShowsThemAsWords(string page)
    {
        var html = await site.ReadAsync(page);

        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("<img", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(" onerror=", html.Replace("onerror=alert(1)&gt;", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=\"javascript:", html, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Otherwise the pages above would show nothing, and prove nothing.</summary>
    [Fact]
    public async Task NoticeAndRecord_ShowThemAtAll()
    {
        foreach (var page in (string[])[LfrRoutes.Notice("2026-014"), LfrRoutes.PublicAssessment("2026-014", "equality"), LfrRoutes.NoticePoster("2026-014"), LfrRoutes.Record("2026-014"), LfrRoutes.Notices])
            Assert.Contains("&lt;img src=x onerror=alert(1)&gt;", await site.ReadAsync(page), StringComparison.Ordinal);
    }

    /// <summary>The published use is counted, and its rows say what the scorecard says of them.</summary>
    [Fact]
    public async Task Scorecard_CountsTheUse()
    {
        var page = System.Net.WebUtility.HtmlDecode(await site.ReadAsync(LfrRoutes.Scorecard));

        Assert.Contains("twelve months (1 use)", page, StringComparison.Ordinal);
        Assert.Contains("1 use compared 4,000 faces and raised 4 alerts", page, StringComparison.Ordinal);
        // It never asked for authority.
        Assert.Contains("0 of 1 use had an authority before the first face was compared", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Calendar_HasOneEvent_AndNoPropertyOfTheirs()
    {
        var lines = (await site.ReadAsync(LfrRoutes.NoticesCalendar)).Split("\r\n");

        Assert.Equal((1, 1), (lines.Count(l => l.StartsWith("BEGIN:VEVENT", StringComparison.Ordinal)), lines.Count(l => l.StartsWith("END:VEVENT", StringComparison.Ordinal))));
        Assert.DoesNotContain(lines, l => l.StartsWith("ATTACH", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, l => l.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public async Task Feed_IsWellFormed_AndHasNoElementOfTheirs()
    {
        var feed = XDocument.Parse(await site.ReadAsync(LfrRoutes.NoticesAtom));

        Assert.Equal(2, feed.Descendants().Count(e => e.Name.LocalName == "entry"));
        Assert.DoesNotContain(feed.Descendants(), e => e.Name.LocalName is "img" or "script");
    }

    [Fact]
    public async Task Table_HasOneRowOfIt_BesideTheTrials_AndNoFormula()
    {
        var csv = await site.ReadAsync(LfrRoutes.OpenDataCsv);
        using var reader = CsvReader.Create(Encoding.UTF8.GetBytes(csv), CsvReaderOptions.Default);
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);

        Assert.All(rows.SelectMany(r => r), cell => Assert.DoesNotMatch(@"\A[=+\-@\t\r]\D", cell));
        Assert.Single(rows, r => r[1].Contains("<img", StringComparison.Ordinal));
        Assert.Equal(1 + Trials, rows.Count);
    }

    [Fact]
    public async Task TableOfNotices_HasARowForEachVersion_AndNoFormula()
    {
        using var reader = CsvReader.Create(Encoding.UTF8.GetBytes(await site.ReadAsync(LfrRoutes.OpenNoticesCsv)), CsvReaderOptions.Default);
        var rows = new List<string[]>();
        while (reader.Read())
            rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)]);

        Assert.Equal(2, rows.Count);
        Assert.All(rows.SelectMany(r => r), cell => Assert.DoesNotMatch(@"\A[=+\-@\t\r]\D", cell));
    }

    /// <summary>Whoever reads on after the last page gets an empty one, and no address of a further one.</summary>
    [Fact]
    public async Task PageAfterTheLast_IsEmpty_AndTheFirstNamesNoOther()
    {
        using var first = System.Text.Json.JsonDocument.Parse(await site.ReadAsync(LfrRoutes.OpenDataJson));
        using var second = System.Text.Json.JsonDocument.Parse(await site.ReadAsync(LfrRoutes.OpenDataJson + "?page=2"));

        Assert.Equal((1 + Trials, 1 + Trials, 0), (first.RootElement.GetProperty("total").GetInt32(), first.RootElement.GetProperty("deployments").GetArrayLength(), second.RootElement.GetProperty("deployments").GetArrayLength()));
        Assert.Equal(System.Text.Json.JsonValueKind.Null, first.RootElement.GetProperty("next").ValueKind);
        Assert.Contains("This page is empty.", await site.ReadAsync(LfrRoutes.Records + "?page=9"), StringComparison.Ordinal);
    }

    /// <summary>A deployment, its notice and its record, in which every word is hostile.</summary>
    public sealed class Site : IAsyncLifetime
    {
        private LfrApp app = null!;

        public async ValueTask InitializeAsync()
        {
            app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false, Time = new FakeTimeProvider(Given.Start) });
            var plan = (Plan)Spoil(Given.GoodPlan())!;
            var notice = Notice.Write(Given.Id(5001), Given.DeploymentId, (NoticeText)Spoil(Given.NoticeText with { Second = new NoticeTranslation(NoticeTranslation.Welsh, "", "", "", "", "", "", "") })!);
            Given.Do(notice.Publish(plan, Hostile, Given.Planner, Given.Start.AddDays(-8)));
            Given.Do(notice.Edit(notice.Draft with { Why = Hostile + "!" }));
            Given.Do(notice.Publish(plan, Hostile, Given.Planner, Given.Start.AddDays(-7)));
            var deployment = Deployment.Draft(Given.DeploymentId, 2026, 14, plan, Given.Planner, Given.Start.AddDays(-9));
            var document = AssessmentDocumentTests.Approved(AssessmentKind.Equality, plan, words: Hostile);
            Given.Do(document.Publish(1, [new Lfr.Shared.Assessments.WithheldPart("Evidence on bias", Hostile)], Given.Officer, Given.Start.AddDays(-6)));
            var record = DeploymentRecord.Write(Given.Id(41), Given.DeploymentId, new RecordText(Hostile, Hostile, 2));
            await app.InDatabaseAsync(async db =>
            {
                db.AddRange(deployment, notice, document);
                await db.SaveChangesAsync(Cancel);
                db.Entry(deployment).Property(d => d.State).CurrentValue = DeploymentState.Debriefed;
                Given.Do(record.Publish(deployment, new DeploymentFigures { Alerts = 3, FacesCompared = 4000 }, Given.Officer, Given.Start.AddDays(1)));
                Given.Do(record.Edit(new RecordText(Hostile + "!", Hostile, 3)));
                Given.Do(record.Correct(new DeploymentFigures { Alerts = 4, FacesCompared = 4000 }, Hostile, Given.Officer, Given.Start.AddDays(2)));
                db.Records.Add(record);
                return await db.SaveChangesAsync(Cancel);
            });
        }

        public async Task<string> ReadAsync(string path)
        {
            using var client = app.Anybody();
            using var answer = await client.GetAsync(new Uri(path, UriKind.Relative), Cancel);
            return await answer.Content.ReadAsStringAsync(Cancel);
        }

        public ValueTask DisposeAsync() => app.DisposeAsync();

        // Every text of it and of what it holds, however deep: a field that is added tomorrow is hostile too.
        private static object? Spoil(object? value)
        {
            switch (value)
            {
                case null or DateTimeOffset or Enum:
                    return value;
                case string text:
                    return text + Hostile;
                case IList list:
                    var spoilt = Array.CreateInstance(list.GetType().IsArray ? list.GetType().GetElementType()! : list.GetType().GetGenericArguments()[0], list.Count);
                    for (var i = 0; i < list.Count; i++)
                        spoilt.SetValue(Spoil(list[i]), i);
                    return spoilt;
                default:
                    if (value.GetType().Namespace?.StartsWith("Lfr.Shared", StringComparison.Ordinal) != true)
                        return value;
                    // A copy: what Given gives is everybody's.
                    var copy = value.GetType().GetMethod("<Clone>$")?.Invoke(value, null) ?? value;
                    foreach (var property in copy.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public).Where(p => p.CanWrite && p.GetIndexParameters().Length == 0))
                        property.SetValue(copy, Spoil(property.GetValue(copy)));
                    return copy;
            }
        }
    }
}
