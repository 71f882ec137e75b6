using Lfr.Shared.Alerts;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Records;

public class DeploymentRecordTests
{
    private static readonly DateTimeOffset Now = Given.Start.AddDays(2);
    private static readonly RecordText Text = new("Nobody was arrested.", "Bring umbrellas.", 0);

    [Fact]
    public void Publish_ADayWithoutAnArrest_IsPublishedLikeAnyOther()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Debriefed);
        var record = Draft();

        Given.Do(record.Publish(deployment, new DeploymentFigures(), Given.Planner, Now));

        Assert.Equal((DeploymentState.Published, Now), (deployment.State, record.FirstPublishedAt));
        Assert.Equal(0, record.Current!.Figures.WiderArrests);
    }

    [Fact]
    public void Publish_BeforeTheCloseDown_IsRefused()
    {
        var record = Draft();

        Says.RefusedBy("STATE", record.Publish(DeploymentCommands.In(DeploymentState.Ended), new DeploymentFigures(), Given.Planner, Now));
        Assert.Empty(record.Versions);
    }

    [Fact]
    public void Publish_WithoutWords_IsRefusedAndLeavesTheDeployment()
    {
        var deployment = DeploymentCommands.In(DeploymentState.Debriefed);

        Says.RefusedBy("FORM", DeploymentRecord.Write(Given.Id(4), Given.DeploymentId, Text with { Narrative = " " }).Publish(deployment, new DeploymentFigures(), Given.Planner, Now));
        Assert.Equal(DeploymentState.Debriefed, deployment.State);
    }

    [Fact]
    public void Publish_Twice_IsRefused()
    {
        var record = Published();

        Says.RefusedBy("STATE", record.Publish(DeploymentCommands.In(DeploymentState.Debriefed), new DeploymentFigures(), Given.Planner, Now), "Correct it instead");
    }

    [Fact]
    public void Correction_KeepsTheEarlierVersionVisible()
    {
        var record = Published();
        Given.Do(record.Edit(Text with { WiderArrests = 5 }));

        Given.Do(record.Correct(new DeploymentFigures { Alerts = 3 }, "Five arrests of the wider operation were left out.", Given.Planner, Now.AddDays(1)));

        Assert.Equal([0, 5], record.Versions.Select(v => v.Figures.WiderArrests));
        Assert.Equal((2, Now), (record.Current!.Number, record.FirstPublishedAt));
    }

    [Fact]
    public void Correction_WithoutAReason_IsRefused() => Says.RefusedBy("FORM", Published().Correct(new DeploymentFigures(), " ", Given.Planner, Now));

    [Fact]
    public void Correction_ThatChangesNothing_IsRefused()
    {
        var record = Published();

        Says.RefusedBy("FORM", record.Correct(new DeploymentFigures(), "A word.", Given.Planner, Now), "nothing changed: words and figures are those of version 1");

        Assert.Single(record.Versions);
    }

    /// <summary>Tables and dictionaries are compared by what they say.</summary>
    [Fact]
    public void Correction_OfOneFigure_IsPublished()
    {
        var figures = new DeploymentFigures
        {
            ListByCategory = [new Cell("Wanted by courts", 12)], ListByAge = [new Cell("Adult", 12)], Disposals = new Dictionary<Disposal, int> { [Disposal.Arrest] = 2 },
        };
        var record = Published();
        Given.Do(record.Correct(figures, "The list was missing.", Given.Planner, Now));

        Says.RefusedBy("FORM", record.Correct(figures with { ListByAge = [new Cell("Adult", 12)], Disposals = new Dictionary<Disposal, int> { [Disposal.Arrest] = 2 } }, "Again.", Given.Planner, Now));
        Given.Do(record.Correct(figures with { Disposals = new Dictionary<Disposal, int> { [Disposal.Arrest] = 3 } }, "An arrest was missing.", Given.Planner, Now));
        Given.Do(record.Correct(figures with { ListByCategory = [new Cell("Wanted by courts", 13)] }, "A person was missing.", Given.Planner, Now));

        Assert.Equal(4, record.Versions.Count);
    }

    [Fact]
    public void Correction_OfADraft_IsRefused() => Says.RefusedBy("STATE", Draft().Correct(new DeploymentFigures(), "Wrong", Given.Planner, Now));

    [Fact]
    public void Edit_WithNegativeArrests_IsRefused() => Says.RefusedBy("FORM", Draft().Edit(Text with { WiderArrests = -1 }));

    [Fact]
    public void Edit_AfterPublishing_DoesNotChangeWhatThePublicReads()
    {
        var record = Published();

        Given.Do(record.Edit(Text with { Narrative = "Something else" }));

        Assert.Equal("Nobody was arrested.", record.Current!.Text.Narrative);
    }

    private static DeploymentRecord Draft() => DeploymentRecord.Write(Given.Id(4), Given.DeploymentId, Text);

    private static DeploymentRecord Published()
    {
        var record = Draft();
        Given.Do(record.Publish(DeploymentCommands.In(DeploymentState.Debriefed), new DeploymentFigures(), Given.Planner, Now));
        return record;
    }
}

public class Romford2019Tests
{
    private static readonly Deployment Case = Romford2019.Deployment(Given.Id(5), Given.Planner.Sign(Given.Start));

    [Fact]
    public void Romford_UnderThePolicyOfItsDay_Passes() =>
        Assert.DoesNotContain(WouldBeRefusedToday.Under(Given.Library.Find(Romford2019.PolicyId)!, Case, Notice(), Romford2019.Figures), f => f.Blocks);

    [Fact]
    public void Romford_Today_WouldBeRefused()
    {
        var reasons = WouldBeRefusedToday.Reasons(Given.Uk, Case, Notice(), Romford2019.Figures);

        Assert.Equal(["R02", "R03", "R08", "R09", "R10", "R14", "R26", "R33"], reasons.Select(f => f.RuleId));
        Assert.Contains("Notice lead time is 18 h; less than 24 h", reasons.Single(f => f.RuleId == "R14").Sentence, StringComparison.Ordinal);
        Assert.Equal("1 person arrested after an alert was no longer wanted.", reasons.Single(f => f.RuleId == "R33").Sentence);
    }

    [Fact]
    public void Romford_WhatWasNotPublished_IsSaidToBeNotPublished()
    {
        Assert.Equal("not published", HistoricalFigures.InWords(Romford2019.Figures.ListSize));
        Assert.Equal((8, 3, 5, 1), (Romford2019.Figures.Arrests, Romford2019.Figures.LfrArrests, Romford2019.Figures.WiderArrests, Romford2019.Figures.LfrNoLongerWanted));
    }

    [Fact]
    public void Romford_ChildrenAreCountedAmongAllArrestsAndAmongThoseAfterAnAlert() =>
        Assert.Equal((4, 1, 3), (Romford2019.Figures.ChildrenArrested, Romford2019.Figures.LfrChildrenArrested, Romford2019.Figures.LfrOutcomes.Count));

    [Fact]
    public void Romford_WasAnnouncedAtFourTheDayBefore() => Assert.Equal("30 January 2019, 16:00", Words.Moment(Notice().Versions[0].By.At));

    [Fact]
    public void FiguresOfThePast_BelongToCasesOfThePastOnly()
    {
        Assert.Same(Romford2019.Figures, HistoricalFigures.Of(Case));
        Assert.Null(HistoricalFigures.Of(DeploymentCommands.In(DeploymentState.Published)));
    }

    [Fact]
    public void Romford_IsKeptAsHistoryWithItsSource() =>
        Assert.Equal((DeploymentState.Published, Romford2019.Source, "met-2019.1"), (Case.State, Case.HistoricalSource, Case.PolicyId));

    private static Lfr.Shared.Notices.Notice Notice() => Romford2019.Notice(Given.Id(6), Case.Id, Given.Planner);
}
