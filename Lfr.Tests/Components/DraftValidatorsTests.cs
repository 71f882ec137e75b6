using FluentValidation;
using Lfr.Shared.Deployments;
using Lfr.Shared.Records;
using Lfr.Tests.Policy;
using Lfr.Web.Components.Forms;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Deployments.Parts;
using Lfr.Web.Features.Deployments.Queries;
using Lfr.Web.Features.Live;
using Lfr.Web.Features.Notices;
using Lfr.Web.Features.Records;

namespace Lfr.Tests.Components;

/// <summary>What each form says is wrong, and at which field, before anything is sent.</summary>
public sealed class DraftValidatorsTests
{
    private static readonly string TooLong = new('x', 10_000);

    [Fact]
    public void Notice_IsPublishedWhole_AndNamesEveryFieldThatIsNot()
    {
        Assert.Equal(["summary", "why", "who", "another", "face", "rights", "contact"], Fields(new NoticeDraftValidator(), new NoticeDraft(null)));
        var draft = new NoticeDraft(null) { Summary = "s", Why = "w", WhoIsLookedFor = "p", AnotherWay = "a", WhatHappensToYourFace = TooLong, YourRights = "r", Contact = "c" };
        Assert.Equal([new FieldProblem("face", "This is 8,000 characters too long. Shorten it to 2,000.")], FormProblems.Of(new NoticeDraftValidator().Validate(draft)));
    }

    [Fact]
    public void Decision_NeedsAnAnswerAndReasons_AndConditionsOnlyAsShortAsTheyAre()
    {
        Assert.Equal(["answer", "reasons"], Fields(new DecisionDraftValidator(), new DecisionDraft()));
        Assert.Empty(Fields(new DecisionDraftValidator(), new DecisionDraft { Verdict = AuthorityVerdict.Refused, Reasons = "Not necessary.", Conditions = TooLong }));
        Assert.Equal(["conditions"], Fields(new DecisionDraftValidator(), new DecisionDraft { Verdict = AuthorityVerdict.Granted, Reasons = "Necessary.", Conditions = TooLong }));
    }

    /// <summary>A draft may be unfinished; what the public reads may not.</summary>
    [Fact]
    public void Record_MayBeUnfinished_UntilItIsPublished()
    {
        Assert.Empty(Fields(new RecordTextValidator(publishing: false), new RecordText("", "", null)));
        Assert.Equal(["narrative"], Fields(new RecordTextValidator(publishing: true), new RecordText(" ", "", null)));
        Assert.Equal(["narrative", "lessons", "wider"], Fields(new RecordTextValidator(publishing: false), new RecordText(TooLong, TooLong, -1)));
    }

    [Fact]
    public void Engagement_HasShortNotes() =>
        Assert.Equal(["notes"], Fields(new EngagementDraftValidator(), new EngagementDraft { Notes = TooLong }));

    /// <summary>Whatever cannot be saved leads to its field, and to the step that shows it.</summary>
    [Fact]
    public void Plan_NamesWhatCannotBeSaved_AndTheStepThatShowsIt()
    {
        var draft = new PlanDraft(Given.GoodPlan(), TimeProvider.System) { Name = " ", Necessity = TooLong, Footfall = "many", OneIn = "1" };
        Assert.Equal(
            [(PlanStep.Place, "name"), (PlanStep.Necessity, "necessity-text"), (PlanStep.Footfall, "faces"), (PlanStep.Footfall, "one-in")],
            draft.Faults.Select(f => (f.Step, f.Field)));
        Assert.Equal("Give the deployment a name.", draft.At("name"));
        Assert.Empty(new PlanDraft(Given.GoodPlan(), TimeProvider.System).Faults);
    }

    private static IEnumerable<string> Fields<T>(AbstractValidator<T> validator, T draft) => FormProblems.Of(validator.Validate(draft)).Select(p => p.Field);
}
