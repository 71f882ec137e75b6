using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Tests.Deployments;
using Lfr.Tests.Policy;
using Lfr.Web.Features.PublicSite;

namespace Lfr.Tests.Policy;

/// <summary>What a record says of a list follows the pack: its words, whether it is published at all, and from how many people on.</summary>
public class PolicyRecordTests
{
    [Fact]
    public void Composition_IsPublishedOrNot_AsThePackSays()
    {
        var (shown, hidden) = (Figures(Given.Uk), Figures(Given.Library.Find("met-2024.1")!));

        Assert.NotEmpty(shown.ListByCategory);
        Assert.Equal((0, 0, true), (hidden.ListByCategory.Count, hidden.ListByAge.Count, hidden.CompositionIsWithheld));
        Assert.Equal(shown.ListSize, hidden.ListSize);
        var table = RecordTables.Of(Given.GoodPlan(), hidden).Single(g => g.Title == "Who was on the list");
        Assert.Empty(table.Rows);
        Assert.Contains("publishes how many people were on a list, and not who they were", table.Note, StringComparison.Ordinal);
    }

    [Fact]
    public void SmallestCell_IsThePacks()
    {
        var pack = Given.Uk with { Record = new PolicyRecord { CompositionIsPublic = true, SmallestCell = 10 } };
        var figures = Figures(pack);

        Assert.Equal(10, figures.SmallestCell);
        Assert.Contains("groups of 1 to 9 people", RecordTables.Of(Given.GoodPlan(), figures).Single(g => g.Title == "Who was on the list").Note, StringComparison.Ordinal);
        Assert.Equal([null, 40, 12, null], Cell.Publishable([("a", 9), ("b", 40), ("c", 12), ("d", 300)], 10).Select(c => c.Count));
        Assert.Equal([9, 40, 12, 300], Cell.Publishable([("a", 9), ("b", 40), ("c", 12), ("d", 300)]).Select(c => c.Count));
    }

    /// <summary>The record of another country prints its categories, and none of England's.</summary>
    [Fact]
    public void Categories_AreNamedAsThePackNamesThem()
    {
        var pack = Given.Uk with { Categories = [new PolicyCategory { Number = 801, Code = "S1", Title = "Runaway smuggler", Reference = "customs number" }, .. Given.Uk.Categories.Where(c => c.Number == 1).Select(c => c with { Title = "Sought by the magistrate" })] };

        Assert.Equal(["Runaway smuggler", "Sought by the magistrate"], Figures(pack).ListByCategory.Select(c => c.Label));
    }

    private static DeploymentFigures Figures(PolicyPack pack) =>
        DeploymentFigures.Compute(DeploymentCommands.In(DeploymentState.Authorised), null, [Given.Entry(1).SignedOff(), Given.Entry(2).SignedOff()], [], null, Given.Start.AddHours(9), pack.Retention, pack);
}
