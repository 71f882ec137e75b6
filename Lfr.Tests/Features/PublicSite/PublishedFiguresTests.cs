using System.Text;
using System.Text.RegularExpressions;
using Bunit;
using Lfr.Shared.Deployments;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;
using Lfr.Tests.Records;
using Lfr.Web.Features.PublicSite;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Features.Records;

namespace Lfr.Tests.Features.PublicSite;

/// <summary>What the public page, the open data and the staff's page say of the same record.</summary>
public sealed partial class PublishedFiguresTests : BunitContext
{
    private static readonly DateTimeOffset Now = Given.Start.AddHours(9);

    private static readonly DeploymentFigures Year = new()
    {
        FacesCompared = 3_147_436, Alerts = 2077, False = 4, ConfirmedFalse = 6, ConfirmedTrue = 2000, Engagements = 2006, LfrArrests = 962, ListSize = 16_500,
        DecisionTimeMedian = TimeSpan.FromSeconds(11.6), DecisionTime95 = TimeSpan.FromSeconds(75), NoticeLead = TimeSpan.FromHours(100.5), Threshold = 0.54f,
    };

    [Fact]
    public void Figures_AreRoundedAlikeOnEveryPageAndInTheOpenData()
    {
        var record = Record(Year);
        var page = string.Join('\n', RecordTables.Of(record.Plan, record.Current.Figures).SelectMany(g => g.Rows).Select(r => r.Value));
        var staff = Render<RecordFigures>(p => p.Add(f => f.Figures, Year)).Markup;
        var row = OpenData.Row(record);

        foreach (var text in new[] { "0.00032 %", "0.00015 % to 0.00058 %", "0.48 %", "11 s", "1 min 15 s", "4 days 4 h", "0.540", "3,147,436" })
        {
            Assert.Contains(text, page, StringComparison.Ordinal);
            Assert.Contains(text, staff, StringComparison.Ordinal);
        }

        Assert.Equal((3.2e-6, 1.5e-6, 5.8e-6, 0.54m, 6030L), (row.FalseAlertsPerFace, row.FalseAlertsPerFaceLow, row.FalseAlertsPerFaceHigh, row.Threshold, row.NoticeLeadMinutes));
    }

    /// <summary>The bars are drawn without a script, say their numbers, and add up to all alerts; one alert among thousands is still seen, none is not.</summary>
    [Fact]
    public void Bars_SayTheNumbersOfTheTable_AndAddUp()
    {
        var bars = Render<OutcomeBars>(p => p.Add(b => b.Figures, Year with { ConfirmedFalse = 1, NotLocated = 72 }));

        Assert.Equal(2077, bars.Instance.Bars.Sum(b => b.Count));
        Assert.Equal(["2", "300", "2", "10"], bars.FindAll("rect").Select(r => r.GetAttribute("width")));
        Assert.Contains("confirmed true 2,000", bars.Find("svg").GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Empty(bars.FindAll("script"));
        Assert.Contains("There were no alerts", Render<OutcomeBars>(p => p.Add(b => b.Figures, new Shared.Records.DeploymentFigures())).Markup, StringComparison.Ordinal);
        Assert.Equal("0", Render<OutcomeBars>(p => p.Add(b => b.Figures, Year with { False = 0 })).FindAll("rect")[0].GetAttribute("width"));
    }

    [Fact]
    public void WhatIsWithheldOnThePage_IsNotInTheOpenDataEither()
    {
        // 61 people: the total, the printed group and the rule leave each withheld count anywhere from 1 to 4, or that of the largest group.
        var entries = Enumerable.Range(1, 61)
            .Select(i => Given.Entry(i, d => d with { Category = i switch { <= 48 => EntryCategory.WantedByCourts, <= 58 => EntryCategory.SuspectedOfOffence, _ => EntryCategory.MissingAtRisk } }).SignedOff())
            .ToList();
        var deployment = DeploymentCommands.In(DeploymentState.Authorised);
        Given.Do(deployment.GoLive(DeploymentCommands.NewRun(deployment, Given.Start) with { GallerySize = 61 }, []));
        Given.Do(deployment.Stop(RunEnd.Stopped, "Done", Given.Operator, Given.Start.AddHours(8)));
        var record = Record(DeploymentFigures.Compute(deployment, null, entries, [], null, Now));

        var table = RecordTables.Of(record.Plan, record.Current.Figures).Single(g => g.Title == "Who was on the list");
        var printed = table.Rows.Take(7).Select(r => new Cell(r.Label, Number().IsMatch(r.Value) ? int.Parse(r.Value, System.Globalization.CultureInfo.InvariantCulture) : null)).ToArray();
        var csv = Encoding.UTF8.GetString(OpenData.Csv([OpenData.Row(record)])).Split("\r\n");

        Assert.Equal([null, 10, 0, null, 0, 0, 0], printed.Select(c => c.Count));
        Assert.Contains("withhold groups of 1 to 4 people", table.Note, StringComparison.Ordinal);
        Assert.Superset(new HashSet<int> { 1, 2, 3, 4 }, Attacker.Possible(Attacker.Lists(printed, 61), 3).ToHashSet());
        Assert.DoesNotContain(csv[1].Split(','), cell => cell is "48" or "3");
        Assert.DoesNotContain(csv[0].Split(','), column => column.StartsWith("list_", StringComparison.Ordinal) && column != "list_size");
    }

    [Fact]
    public void WhatWasNotPublished_IsEmptyInTheOpenDataAndSaidOnThePage()
    {
        var old = new HistoricalCase(Trials.Romford, null, [], []);

        var row = OpenData.Row(old);
        var page = RecordTables.Of(old);
        var staff = Render<PastFigures>(p => p.Add(f => f.Figures, Trials.Romford.Figures));

        Assert.Equal((null, null, null, null), (row.FacesCompared, row.ListSize, row.Alerts, row.FalseAlerts));
        Assert.Equal(4, page[0].Rows.Count(r => r.Value == "not published"));
        Assert.Equal(page[0].Rows.Select(r => r.Value), staff.FindAll("td:first-of-type").Select(t => t.TextContent));
        Assert.Equal(page[0].Rows.Select(r => r.Note), staff.FindAll("td:last-of-type").Select(t => t.TextContent.Trim()));
        Assert.DoesNotContain("0", staff.FindAll("td:first-of-type").Select(t => t.TextContent));
        Assert.Equal(3, page[1].Rows.Count);
    }

    /// <summary>Of a thousand there is no second page, which would only repeat what was before Lfr.</summary>
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(1000, 1)]
    [InlineData(1001, 2)]
    [InlineData(2000, 2)]
    public void OpenData_EndsOnThePageOfItsLastRecord(int records, int last) => Assert.Equal(last, OpenData.LastPage(records));

    private static PublicRecord Record(DeploymentFigures figures) => new(
        "2026-014", Given.GoodPlan(), [new RecordVersion(1, new RecordText("What happened.", "", null), figures, "", Given.Officer.Sign(Now))], []);

    [GeneratedRegex("^[0-9]+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Number();
}
