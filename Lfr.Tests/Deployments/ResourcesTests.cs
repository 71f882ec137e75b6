using Lfr.Shared.Deployments;
using Lfr.Shared.Records;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.PublicSite;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Deployments;

/// <summary>Officer-hours and cost: in the plan and its hash, in the record, on the public page.</summary>
public class ResourcesTests
{
    private static readonly Resources Takes = new(64, 16, 3850, 125_000, "Rates of 2026");

    [Theory]
    [InlineData("4,120", 412_000L)]
    [InlineData(" £38.50", 3850L)]
    [InlineData("0", 0L)]
    [InlineData("38.505", null)]
    [InlineData("-1", null)]
    [InlineData("ten", null)]
    [InlineData("10000000.01", null)]
    [InlineData("1e9", null)]
    public void Pounds_AreReadAsPeopleTypeThem_OrNotAtAll(string text, long? pence) => Assert.Equal(pence, Resources.ReadMoney(text));

    [Fact]
    public void Cost_IsOfHoursAndEquipment_InPence()
    {
        Assert.Equal(433_000, Takes.TotalPence);
        Assert.Equal("£4,330: 80 hours at £38.50, and £1,250 for equipment", Takes.CostInWords());
        Assert.Equal((Resources.MostHours * 2L * Resources.MostPence) + Resources.MostPence, new Resources(Resources.MostHours, Resources.MostHours, Resources.MostPence, Resources.MostPence, "").TotalPence);
    }

    /// <summary>The officer reads it, so it is in what is authorised; a plan from before has no line of it, and its authority stands.</summary>
    [Fact]
    public void Plan_WithResources_HasAnotherHash_AndOneWithoutHasTheOldOne()
    {
        var plan = Given.GoodPlan();

        Assert.False((plan with { Resources = Takes }).HasHash(plan.Hash()));
        Assert.DoesNotContain("resources", PlanHash.Text(plan).ToString(), StringComparison.Ordinal);
        Assert.Equal(Takes, (plan with { Resources = Takes }).ForAnother().Resources);
    }

    /// <summary>Another currency is another text to authorise; pounds have no line of their own, so that earlier authorities stand.</summary>
    [Fact]
    public void Currency_IsThatOfThePolicy_AndInTheHash()
    {
        var euros = new PlanDraft(Given.GoodPlan(), new FakeTimeProvider(Given.Start.AddDays(-9)), Given.Uk with { Currency = "EUR" });
        (euros.Resources.Hour, euros.Resources.Uniformed, euros.Resources.Equipment) = ("€38.50", "10", "ten");

        var plan = euros.ToPlan();

        Assert.Equal("€385: 10 hours at €38.50, and €0 for equipment", plan.Resources!.CostInWords());
        Assert.Contains("in €, such as 1,250", euros.At("equipment"), StringComparison.Ordinal);
        Assert.False((plan with { Resources = plan.Resources with { Currency = "GBP" } }).HasHash(plan.Hash()));
        Assert.DoesNotContain("currency", PlanHash.Text(Given.GoodPlan() with { Resources = Takes }).ToString(), StringComparison.Ordinal);
        // What was saved in pounds stays pounds, also when the next policy counts in euros.
        Assert.Equal("GBP", new PlanDraft(Given.GoodPlan() with { Resources = Takes }, new FakeTimeProvider(Given.Start), Given.Uk with { Currency = "EUR" }).ToPlan().Resources!.Currency);
    }

    [Fact]
    public void Form_SaysWhatItCannotRead_AndKeepsTheRest()
    {
        var draft = new PlanDraft(Given.GoodPlan() with { Resources = Takes }, new FakeTimeProvider(Given.Start.AddDays(-9)));
        Assert.Equal(Takes, draft.ToPlan().Resources);
        (draft.Resources.Uniformed, draft.Resources.Equipment) = ("many", "1,300.25");

        Assert.Contains("whole number", draft.At("uniformed"), StringComparison.Ordinal);
        Assert.Equal(Takes with { EquipmentPence = 130_025 }, draft.ToPlan().Resources);
        (draft.Resources.Uniformed, draft.Resources.Plain, draft.Resources.Hour, draft.Resources.Equipment, draft.Resources.Basis) = ("", "", "", "", "");
        Assert.Null(draft.ToPlan().Resources);
    }

    [Fact]
    public void Record_SaysWhatWasPlannedAndWhatWasSpent_AndThatItIsNotKnown()
    {
        var record = DeploymentRecord.Write(Given.Id(5), Given.DeploymentId, new RecordText("A quiet day.", "", null));
        Says.RefusedBy("FORM", record.Edit(record.Draft with { Spent = Takes with { PlainHours = -1 } }));
        Given.Do(record.Edit(record.Draft with { Spent = Takes with { UniformedHours = 70 } }));
        var deployment = DeploymentCommands.In(DeploymentState.Debriefed, Given.GoodPlan() with { Resources = Takes });
        Given.Do(record.Publish(deployment, DeploymentFigures.Compute(deployment, null, [], [], null, Given.Start.AddHours(9)), Given.Officer, Given.Start.AddHours(9)));

        string[] Rows(DeploymentFigures figures) => [.. RecordTables.Of(deployment.Plan, figures).Single(g => g.Title == "What it cost").Rows.Select(r => r.Value)];

        Assert.Equal(
            ["80 officer-hours: 64 in uniform, 16 in plain clothes. £4,330: 80 hours at £38.50, and £1,250 for equipment.", "86 officer-hours: 70 in uniform, 16 in plain clothes. £4,561: 86 hours at £38.50, and £1,250 for equipment."],
            Rows(record.Current!.Figures));
        Assert.Equal(["The plan does not say.", "The force has not reported it yet."], Rows(new DeploymentFigures()));
    }
}
