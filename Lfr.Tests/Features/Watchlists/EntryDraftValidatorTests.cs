using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;
using Lfr.Web.Components.Forms;
using Lfr.Web.Features.Watchlists;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>What the form for an entry says before it is sent.</summary>
public sealed class EntryDraftValidatorTests
{
    private readonly EntryDraftValidator validator = new(new FakeTimeProvider(Given.Start), null);

    [Fact]
    public void EmptyForm_NamesEveryFieldOnce_InTheOrderOfThePage() => Assert.Equal(
        ["source", "taken", "holding", "name", "source-reference", "category", "legal", "age", "justification", "here", "necessity", "proportionality", "response", "status-day"],
        Problems(new EntryDraft()).Select(p => p.Field));

    [Fact]
    public void GoodForm_HasNothingWrong_AndIsTheEntry()
    {
        var details = Given.GoodDetails() with { StatusVerifiedAt = Given.Start.AddHours(-1), KnownSiblings = "A twin" };
        var draft = EntryDraft.From(Given.Id(1), details);
        Assert.Empty(Problems(draft));
        Assert.Equal(details, draft.ToDetails());
    }

    [Fact]
    public void TextThatIsTooLong_IsSaidAtItsField()
    {
        var draft = EntryDraft.From(Given.Id(1), Given.GoodDetails() with { StatusVerifiedAt = Given.Start.AddHours(-1), Justification = new string('x', 2100) });
        var problem = Assert.Single(Problems(draft));
        Assert.Equal(("justification", "This is 100 characters too long. Shorten it to 2,000."), (problem.Field, problem.Sentence));
    }

    /// <summary>Nothing about the person before is left: neither age nor response, on which the law hangs.</summary>
    [Fact]
    public void FormForTheNextPerson_PresetsNoLegalChoice()
    {
        var next = EntryDraft.From(Given.Id(1), Given.GoodDetails() with { KnownSiblings = "A twin" }).Next(Given.Id(2));
        Assert.Null(next.AgeBand);
        Assert.Null(next.Response);
        Assert.Empty(next.SubjectName);
        Assert.Empty(next.PhotographDay);
        Assert.Empty(next.KnownSiblings);
    }

    [Fact]
    public void Child_NeedsItsReason() => Assert.Contains(
        "child", Problems(EntryDraft.From(Given.Id(1), Given.GoodDetails() with { AgeBand = AgeBand.Child13To17, ChildWelfareReason = "" })).Select(p => p.Field));

    private IReadOnlyList<FieldProblem> Problems(EntryDraft draft) => FormProblems.Of(validator.Validate(draft));
}
