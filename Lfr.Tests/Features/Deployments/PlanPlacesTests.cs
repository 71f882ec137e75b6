using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;

namespace Lfr.Tests.Features.Deployments;

/// <summary>Steps of the plan: which field clears a rule, how far a step is, and what two versions make of one another.</summary>
public sealed class PlanPlacesTests
{
    private static readonly Plan Good = Given.GoodPlan();

    [Fact]
    public void RuleThatReadsSeveralFields_LeadsToTheOneThatIsWrong()
    {
        Assert.Equal("use-case", Field("R02", Good with { Grounds = Good.Grounds with { UseCase = UseCase.Undecided } }));
        Assert.Equal("evidence", Field("R02", Good with { Grounds = Good.Grounds with { UseCaseEvidence = "" } }));
        Assert.Equal("criteria-text", Field("R18", Good with { Criteria = new WatchlistCriteria("", []) }));
        Assert.Equal("categories", Field("R18", Good with { Criteria = Good.Criteria with { Categories = [] } }));
        Assert.Equal("reference-AppropriatePolicy", Field("R09", Good with { Assessments = [.. Good.Assessments.Where(a => a.Kind != AssessmentKind.AppropriatePolicy)] }));
        Assert.Equal("valid-Community", Field("R11", Good with { Assessments = [Given.Assessed(AssessmentKind.Community) with { ValidUntil = DateOnly.MinValue }] }));
        Assert.Equal("add-camera", Field("CAMERAS", Good with { Cameras = [] }));
        var camera = Good.Cameras[0] with { Source = "" };
        Assert.Equal($"camera-source-{camera.Id:N}", Field("CAMERAS", Good with { Cameras = [camera] }));
    }

    [Fact]
    public void SensitiveSites_AreWrittenUnderNecessity() => Assert.Equal(PlanStep.Necessity, PlanPlaces.Of("R12", Good)!.Step);

    [Theory]
    [InlineData("cameras", PlanStep.Cameras)]
    [InlineData("elsewhere", PlanStep.Place)]
    [InlineData(null, PlanStep.Place)]
    public void Address_NamesAStep_OrTheFirst(string? address, PlanStep step) => Assert.Equal(step, PlanPlaces.Read(address));

    [Fact]
    public void Step_IsDone_Wanting_OrWrong()
    {
        var draft = new PlanDraft(Good, TimeProvider.System);
        Assert.All(PlanProgress.Of(draft, Good, []), s => Assert.True(s.Tone == Tone.Good, $"{s.Step}: {s.Word}"));

        draft.Purpose = "";
        draft.Footfall = "many";
        var steps = PlanProgress.Of(draft, Good, [new Finding("R12", "", Weight.Warn, "", "", "")]).ToDictionary(s => s.Step);

        Assert.Equal(("1 missing", "purpose"), (steps[PlanStep.Grounds].Word, Assert.Single(steps[PlanStep.Grounds].Missing).Field));
        Assert.Equal(("Not saved", "faces"), (steps[PlanStep.Footfall].Word, Assert.Single(steps[PlanStep.Footfall].Wrong).Field));
        Assert.Equal(("1 to weigh", Tone.Waiting), (steps[PlanStep.Necessity].Word, steps[PlanStep.Necessity].Tone));
    }

    [Fact]
    public void Merge_KeepsWhatEachOfTwoPeopleChanged_AndMineWhereBothDid()
    {
        var mine = Good with { Name = "Mine", FootfallBasis = "My count." };
        var theirs = Good with { Name = "Theirs", Cameras = [], Assessments = [Given.Assessed(AssessmentKind.Equality)] };

        var merged = PlanParts.Merge(Good, mine, theirs);

        Assert.Equal(("Mine", "My count.", 0, 1), (merged.Name, merged.FootfallBasis, merged.Cameras.Count, merged.Assessments.Count));
        Assert.Equal(["Name", "Where the footfall comes from"], PlanParts.Differences(merged, theirs, Given.Uk).Select(d => d.Name));
    }

    [Fact]
    public void EveryPartOfAPlan_IsCompared()
    {
        var empty = new Plan("", new Place("", "", "", ""), null, new Grounds(UseCase.Undecided, "", "", "", "", "", "", "", ""), new WatchlistCriteria("", []), [], [], [], 0, "", 0);

        Assert.Equal(PlanHash(Good), PlanHash(PlanParts.Merge(empty, Good, empty)));
    }

    private static string PlanHash(Plan plan) => System.Text.Json.JsonSerializer.Serialize(plan with { Assessments = [.. plan.Assessments.OrderBy(a => a.Kind)] });

    private static string? Field(string rule, Plan plan) => PlanPlaces.Of(rule, plan)?.Field;
}
