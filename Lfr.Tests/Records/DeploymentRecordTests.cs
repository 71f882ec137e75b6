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
