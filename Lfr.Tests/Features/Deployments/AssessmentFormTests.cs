using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Tests.Assessments;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Deployments;

/// <summary>An assessment as it is typed, and what the plan says of one that is written in Lfr.</summary>
public sealed class AssessmentFormTests
{
    [Fact]
    public void Form_IsUnchanged_UntilSomebodyTypes_AndADayThatIsNone_IsNoDay()
    {
        var text = AssessmentDocumentTests.Text(AssessmentKind.Equality, "Measured.");
        var form = new AssessmentForm(AssessmentOutline.Of(AssessmentKind.Equality, Given.Uk), text);

        Assert.False(form.IsChanged);
        Assert.Equal(text.Hash(), form.ToText().Hash());
        form.Parts[1].Text = "Something else.";
        form.ValidUntil = "soon";
        Assert.True(form.IsChanged);
        Assert.Equal(("Something else.", DateOnly.MinValue), (form.ToText().Parts[1].Text, form.ToText().ValidUntil));
        Assert.False(AssessmentForm.Empty.IsChanged);
    }

    /// <summary>Nobody is asked for the reference of a document that is approved in Lfr; where one is half cited, the rest is still asked for.</summary>
    [Fact]
    public void Plan_AsksForNoCitation_OfWhatIsApprovedInLfr()
    {
        var plan = Given.GoodPlan() with { Assessments = [.. Given.GoodPlan().Assessments.Where(a => a.Kind != AssessmentKind.Equality)] };
        AssessmentDocument[] written = [AssessmentDocumentTests.Approved(AssessmentKind.Equality)];

        Assert.Equal(4, Missing(plan, []));
        Assert.Equal(0, Missing(plan, written));
        Assert.Equal(4, Missing(plan with { Place = plan.Place with { Venue = "Market Place" } }, written));
        Assert.Equal(3, Missing(plan with { Assessments = [.. plan.Assessments, new Assessment(AssessmentKind.Equality, "EIA 4", "", DateOnly.MaxValue, DateOnly.MinValue, "")] }, written));
    }

    [Fact]
    public void Stand_NamesWhatIsApproved_BeforeWhatIsCited_AndWhatWaits()
    {
        var plan = Given.GoodPlan();

        Assert.StartsWith("Written in Lfr, version 1: approved, valid until", Of(AssessmentDocumentTests.Approved(AssessmentKind.Equality)), StringComparison.Ordinal);
        Assert.Equal("Cited: Equality 4.2. Written in Lfr: approved for another plan", Of(AssessmentDocumentTests.Approved(AssessmentKind.Equality, plan with { Cameras = [] })));
        Assert.Equal("Cited: Equality 4.2", Of());
        Assert.Equal("Missing", AssessmentList.StandOf(AssessmentKind.Equality, plan with { Assessments = [] }, []));
        Assert.Null(AssessmentList.StandOf(AssessmentKind.Equality, plan, [], cited: false));

        string? Of(params AssessmentDocument[] documents) => AssessmentList.StandOf(AssessmentKind.Equality, plan, documents);
    }

    private static int Missing(Plan plan, IReadOnlyList<AssessmentDocument> documents) =>
        PlanProgress.Of(new PlanDraft(plan, new FakeTimeProvider(Given.Start.AddDays(-9))), plan, [], documents).Single(p => p.Step == PlanStep.Assessments).Missing.Count;
}
