using FluentValidation;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Watchlists.Import;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Import;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>The form and the import ask for the offence where the policy sets a threshold (R53), and nowhere else.</summary>
public class OffenceOfAnEntryTests
{
    private static readonly PolicyPack Asking = Given.Uk with { Offence = new PolicyOffence { Code = "Four", Text = "an offence that carries at least four years in prison", Categories = ["W1"] } };

    [Fact]
    public void Form_AsksForIt_OnlyWhereThePolicySetsAThreshold()
    {
        Assert.Equal("offence", Assert.Single(Errors(Asking, "")).PropertyName);
        Assert.Empty(Errors(Asking, "Wounding, section 18: up to life"));
        Assert.Empty(Errors(Given.Uk, ""));
        Assert.Empty(Errors(Asking, "", EntryCategory.SuspectedOfOffence));
        Assert.Equal("offence", Assert.Single(Errors(Given.Uk, new string('x', 501))).PropertyName);
    }

    [Fact]
    public void Form_KeepsIt_AndTheNextPersonHasNone()
    {
        var draft = EntryDraft.From(Given.Id(1), Given.GoodDetails() with { Offence = "Wounding" });

        Assert.Equal(("Wounding", ""), (draft.ToDetails().Offence, draft.Next(Given.Id(2)).Offence));
    }

    [Fact]
    public void Row_WithoutIt_IsSaidToMissIt_AndOneWithItBringsIt()
    {
        var reading = new RowReading(new EntryDraftValidator(new FakeTimeProvider(ListTable.Checked.AddHours(1)), Asking), Asking, DateOnly.FromDateTime(ListTable.Checked.UtcDateTime));
        ReadRow Read(params IReadOnlyList<(string, string)> changes) => reading.Read(ListTable.Read(ListTable.Row(1, "1.jpg", [(ListColumns.Category, "W1"), .. changes]))[0]);

        Assert.Contains("The offence is empty.", string.Concat(Read().Findings.Select(f => f.Sentence)), StringComparison.Ordinal);
        var row = Read((ListColumns.Offence, "Wounding, section 18"));
        Assert.DoesNotContain("offence", string.Concat(row.Findings.Select(f => f.Sentence)), StringComparison.Ordinal);
        Assert.Equal("Wounding, section 18", row.Details!.Offence);
    }

    private static IReadOnlyList<FluentValidation.Results.ValidationFailure> Errors(PolicyPack pack, string offence, EntryCategory category = EntryCategory.WantedByCourts) =>
        new EntryDraftValidator(new FakeTimeProvider(Given.Start), pack)
            .Validate(EntryDraft.From(Given.Id(1), Given.GoodDetails() with { StatusVerifiedAt = Given.Start.AddHours(-1), Offence = offence, Category = category })).Errors;
}
