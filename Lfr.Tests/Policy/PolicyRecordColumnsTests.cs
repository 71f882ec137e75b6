using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Tests.Deployments;
using Lfr.Web.Features.PublicSite;
using Lfr.Web.Features.PublicSite.Queries;

namespace Lfr.Tests.Policy;

/// <summary>Which figures a record publishes is the policy's to say; those without which no rate could be checked are always there.</summary>
public class PolicyRecordColumnsTests
{
    private static readonly Resources Takes = new(64, 16, 3850, 125_000, "Rates of 2026");

    // The row of the page and the columns of the open data that each figure is.
    private static readonly Dictionary<RecordColumn, (string Row, string[] Columns)> Where = new()
    {
        [RecordColumn.NoticeLead] = ("Announced", ["notice_lead_minutes"]),
        [RecordColumn.Threshold] = ("Policy and threshold", ["threshold"]),
        [RecordColumn.Engagements] = ("People spoken to", ["engagements"]),
        [RecordColumn.OtherArrests] = ("Other arrests of the operation", ["other_arrests"]),
        [RecordColumn.NoLongerSought] = ("No longer sought", ["no_longer_wanted"]),
        [RecordColumn.Disagreements] = ("Two people differed", ["disagreements"]),
        [RecordColumn.AnsweredAfterTheScore] = ("Answered after the score was shown", ["answered_after_score"]),
        [RecordColumn.OfficerHours] = ("", ["officer_hours_uniformed", "officer_hours_plain"]),
        [RecordColumn.Cost] = ("", ["cost_pence", "cost_currency"]),
    };

    public static TheoryData<RecordColumn> Columns => [.. RecordColumns.All];

    [Theory]
    [MemberData(nameof(Columns))]
    public void FigureThatThePolicyLeavesOut_IsOnNoPageAndInNoFile_AndAllOthersAre(RecordColumn left)
    {
        var (all, without) = (Figures(null), Figures([.. RecordColumns.All.Except([left])]));
        var (row, columns) = Where[left];

        Assert.Equal(Rows(all).Except(row.Length == 0 ? [] : [row]).Append(left == RecordColumn.Threshold ? "Policy" : "Where").Distinct().Order(StringComparer.Ordinal), Rows(without).Order(StringComparer.Ordinal));
        foreach (var (column, _, value) in OpenData.Columns)
            Assert.Equal(columns.Contains(column), value(Open(all)) is not null && value(Open(without)) is null);
        Assert.Contains($"does not publish {left.InWords()}.", string.Concat(RecordTables.Of(Given.GoodPlan(), without).Select(g => g.Note)), StringComparison.Ordinal);
        Assert.DoesNotContain("does not publish", string.Concat(RecordTables.Of(Given.GoodPlan(), all).Select(g => g.Note)), StringComparison.Ordinal);
    }

    /// <summary>Hours without money, and money without hours.</summary>
    [Fact]
    public void HoursAndCost_AreTwoFigures()
    {
        Assert.Equal("80 officer-hours: 64 in uniform, 16 in plain clothes.", Cost([RecordColumn.OfficerHours]));
        Assert.Equal("£4,330.", Cost([RecordColumn.Cost]));
        Assert.Null(Cost([]));

        static string? Cost(RecordColumn[] columns) => RecordTables.Of(Given.GoodPlan(), Figures(columns)).FirstOrDefault(g => g.Title == "What it cost")?.Rows[0].Value;
    }

    /// <summary>What was published stays as it was published: a later policy that leaves a figure out makes another version, and the page says what changed.</summary>
    [Fact]
    public void FiguresOfAnotherSwitch_AreNotTheSame()
    {
        Assert.False(Figures(null).SaysTheSame(Figures([RecordColumn.Cost])));
        Assert.False(Figures(null).SaysTheSame(Figures([])));
        Assert.True(Figures([RecordColumn.Cost]).SaysTheSame(Figures([RecordColumn.Cost])));
    }

    private static DeploymentFigures Figures(IReadOnlyList<RecordColumn>? columns)
    {
        var pack = Given.Uk with { Record = PolicyRecord.Usual with { Columns = columns } };
        var computed = DeploymentFigures.Compute(DeploymentCommands.In(DeploymentState.Authorised), null, [Given.Entry(1).SignedOff()], [], 2, Given.Start.AddHours(9), pack.Retention, pack);
        // As of a run, which this deployment did not have.
        return computed with { NoticeLead = TimeSpan.FromDays(3), Threshold = 0.54f, Spent = Takes, Planned = Takes };
    }

    private static IEnumerable<string> Rows(DeploymentFigures figures) => RecordTables.Of(Given.GoodPlan(), figures).SelectMany(g => g.Rows).Select(r => r.Label);

    private static OpenDataRow Open(DeploymentFigures figures) =>
        OpenData.Row(new PublicRecord("2026-014", Given.GoodPlan(), [new RecordVersion(1, new RecordText("Quiet.", "", null), figures, "", Given.Officer.Sign(Given.Start))], []));
}
