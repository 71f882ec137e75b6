using FluentValidation.Results;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Watchlists.Import;
using Lfr.Tests.Policy;
using Lfr.Web.Features.Watchlists;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>Form, import and comparison know the fields that the policy gives a category (R55), and none that it does not.</summary>
public class FieldsOfAnEntryTests
{
    private static readonly PolicyPack Asking = Given.Library.Find("uk-2026.2")!;
    private static readonly EntryFields Warrant = EntryFields.Of([new("court", "Snaresbrook Crown Court"), new("warrant_day", "2026-05-04")])!;

    [Fact]
    public void Form_AsksForThem_AtTheirFields()
    {
        Assert.Equal(
            [("field-court", "Enter “Court that issued the warrant”: the policy asks for it."), ("field-warrant_day", "Enter “Day of the warrant”: the policy asks for it.")],
            Errors(Asking, null).Select(e => (e.PropertyName, e.ErrorMessage)));
        Assert.Empty(Errors(Asking, Warrant));
        Assert.Empty(Errors(Given.Uk, null));
    }

    [Theory]
    [InlineData("court", null, "field-court", "This is 1 character too long. Shorten it to 500.")]
    [InlineData("warrant_day", "soon", "field-warrant_day", "This is not a day. Write it as 31/01/2019.")]
    [InlineData("warrant_day", "2099-01-01", "field-warrant_day", "1 January 2099 has not come yet. Enter the day on which it happened.")]
    public void Form_SaysWhatCannotBeRight(string code, string? text, string field, string words)
    {
        var fields = Warrant.All.ToDictionary(f => f.Code, f => f.Text, StringComparer.Ordinal);
        fields[code] = text ?? new string('x', 501);

        var error = Assert.Single(Errors(Asking, EntryFields.Of(fields)));

        Assert.Equal((field, words), (error.PropertyName, error.ErrorMessage));
    }

    [Fact]
    public void Form_KeepsThem_AndTheNextPersonHasNone()
    {
        var draft = EntryDraft.From(Given.Id(1), Given.GoodDetails() with { Fields = Warrant });

        Assert.Equal(Warrant, draft.ToDetails().Fields);
        Assert.Empty(draft.Next(Given.Id(2)).Fields);
    }

    /// <summary>Whoever signs off reads the fields under their titles, days as days, and what changed in them since the entry was sent back.</summary>
    [Fact]
    public void ChangedField_IsAmongTheChanges_UnderItsTitle()
    {
        var entry = Given.Entry(1, d => d with { Fields = Warrant });
        Given.Do(entry.Decide(EntryVerdict.Returned, "Look at the day again.", entry.Hash(), 15, Given.Approver, [], Given.Start.AddHours(-9)));
        var mended = EntryFields.Of([new("court", "Snaresbrook Crown Court"), new("warrant_day", "2026-05-05")]);
        Given.Do(entry.Change(entry.Details with { Fields = mended }, Given.GoodPhotograph(), Given.Compiler, Given.Start.AddHours(-8)));

        Assert.Equal([new EntryChange("Day of the warrant", "4 May 2026", "5 May 2026")], EntryChanges.Since(entry, Asking)!);
        Assert.Equal([("Court that issued the warrant", "Snaresbrook Crown Court"), ("Day of the warrant", "5 May 2026")], entry.Details.FieldsInWords(Asking));
        Assert.Equal([("court", "Snaresbrook Crown Court"), ("warrant_day", "2026-05-05")], entry.Details.FieldsInWords(Given.Uk));
    }

    [Fact]
    public void ChangedCategory_SaysWhatItNoLongerHas()
    {
        var entry = Given.Entry(1, d => d with { Fields = Warrant });
        Given.Do(entry.Decide(EntryVerdict.Returned, "It is an order.", entry.Hash(), 15, Given.Approver, [], Given.Start.AddHours(-9)));
        var order = EntryFields.Of([new("conditions", "Not to enter South Street"), new("ends_on", "2027-01-31")]);
        Given.Do(entry.Change(entry.Details with { Category = EntryCategory.SubjectToOrder, Fields = order }, Given.GoodPhotograph(), Given.Compiler, Given.Start.AddHours(-8)));

        var changes = EntryChanges.Since(entry, Asking)!;

        Assert.Contains(new EntryChange("Conditions that officers check", "nothing", "Not to enter South Street"), changes);
        Assert.Contains(new EntryChange("Day of the warrant", "4 May 2026", "nothing"), changes);
    }

    [Theory]
    [InlineData("Court that issued the warrant", "Day of the warrant")]
    [InlineData("court", "WARRANT_DAY")]
    [InlineData("field_court", "Field: warrant day")]
    public void Row_BringsThem_UnderTitleOrCode(string court, string day)
    {
        var row = Read((court, "Snaresbrook Crown Court"), (day, "04/05/2026"), ("Conditions that officers check", "None of a warrant"));

        Assert.Equal(Warrant, row.Details!.Fields);
        Assert.Empty(row.Findings);
    }

    [Fact]
    public void Row_WithoutThem_OrWithWhatCannotBe_SaysSo()
    {
        Assert.Equal(
            ["The field “Court that issued the warrant” is empty. Enter “Court that issued the warrant”: the policy asks for it.", "The field “Day of the warrant” is empty. Enter “Day of the warrant”: the policy asks for it."],
            Read().Findings.Select(f => f.Sentence));
        Assert.Equal("The field “Day of the warrant” 'soon' is no day. Write it as 31/01/2019.", Assert.Single(Read(("court", "York"), ("warrant_day", "soon")).Findings).Sentence);
        Assert.Equal((FindingKinds.TooLong, FindingKinds.Date), (Kind(("court", new string('x', 501)), ("warrant_day", "04/05/2026")), Kind(("court", "York"), ("warrant_day", "01/01/2099"))));
        Assert.Equal(FindingKinds.Formula, Kind(("court", "=HYPERLINK(1)"), ("warrant_day", "04/05/2026")));

        static string Kind(params IReadOnlyList<(string, string)> changes) => Assert.Single(Read(changes).Findings).Kind;
    }

    /// <summary>A list that is imported again says that the fields differ.</summary>
    [Fact]
    public void FieldsOfTwoVersions_Differ_OnlyWhereTheySaySomethingElse()
    {
        var (one, same, other) = (Given.GoodDetails() with { Fields = Warrant }, Given.GoodDetails() with { Fields = EntryFields.Of(Warrant.All.Select(f => KeyValuePair.Create(f.Code, f.Text))) }, Given.GoodDetails());

        Assert.Empty(EntryDifferences.Between(one, same));
        Assert.Equal(["fields of the category"], EntryDifferences.Between(one, other));
        Assert.Equal(one, same);
    }

    private static ReadRow Read(params IReadOnlyList<(string, string)> changes) =>
        new RowReading(new EntryDraftValidator(new FakeTimeProvider(ListTable.Checked.AddHours(1)), Asking), Asking, DateOnly.FromDateTime(ListTable.Checked.UtcDateTime))
            .Read(ListTable.Read(ListTable.Row(1, "1.jpg", changes))[0]);

    private static IReadOnlyList<ValidationFailure> Errors(PolicyPack pack, EntryFields? fields) =>
        new EntryDraftValidator(new FakeTimeProvider(Given.Start), pack)
            .Validate(EntryDraft.From(Given.Id(1), Given.GoodDetails() with { StatusVerifiedAt = Given.Start.AddHours(-1), Fields = fields })).Errors;
}
