using Lfr.Shared;
using Lfr.Shared.Audit;
using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

/// <summary>R55: a warrant has its court and its day, an order its conditions and its end.</summary>
public class EntryHasItsFieldsTests
{
    private static readonly PolicyPack Pack = Given.Library.Find("uk-2026.2")!;
    private static readonly EntryFields Warrant = EntryFields.Of([new("court", "Snaresbrook Crown Court"), new("warrant_day", "2026-05-04")])!;

    [Fact]
    public void EntryWithoutThem_IsRefused_AndEachIsNamed() =>
        Says.Broken(
            Judge(d => d), "Nothing is entered for “Court that issued the warrant”, “Day of the warrant”. Enter what the policy asks of everybody listed as Wanted by the courts (W1).");

    [Theory]
    [InlineData("", "“Day of the warrant”")]
    [InlineData("last spring", "“Day of the warrant”")]
    public void FieldWithoutItsDay_IsEmpty(string day, string words) =>
        Says.Broken(Judge(d => d with { Fields = EntryFields.Of([new("court", "Snaresbrook Crown Court"), new("warrant_day", day)]) }), $"Nothing is entered for {words}.");

    [Fact]
    public void EntryWithAll_IsMet() => Says.Met(Judge(d => d with { Fields = Warrant }));

    [Fact]
    public void CategoryWithoutFields_IsNotAsked()
    {
        Says.Met(Judge(d => d, Given.Uk));
        Says.Met(Judge(d => d with { Category = EntryCategory.Associate }));
        Says.Met(Judge(d => d with { Category = (EntryCategory)9000 }));
    }

    /// <summary>A last day is the last on which it holds: a window that ends at midnight has no part of the next day.</summary>
    [Theory]
    [InlineData("2026-06-04", 24, false)]
    [InlineData("2026-06-05", 24, true)]
    [InlineData("2026-06-05", 26, false)]
    [InlineData("2026-06-06", 26, true)]
    public void OrderThatEndsBeforeTheDeploymentDoes_IsRefused(string endsOn, int endHour, bool met)
    {
        var midnight = new DateTimeOffset(2026, 6, 5, 0, 0, 0, TimeSpan.FromHours(1));

        var verdict = EntryHasItsFields.Judge(Order(endsOn), Pack, new Window(midnight.AddHours(18), midnight.AddHours(endHour)));

        if (met)
            Says.Met(verdict);
        else
            Says.Broken(verdict, "nobody is looked for on a basis that has ended. Leave the person off the list");
        // Postponed without a date, there is nothing to compare with yet; the entry is reviewed before the new date.
        Says.Met(EntryHasItsFields.Judge(Order(endsOn), Pack, null));
    }

    /// <summary>What an approver signs has the fields in it. An entry from before has no line of them, in its hash and in what the log vouches for.</summary>
    [Fact]
    public void Fields_ArePartOfWhatIsSigned_AndGoWithThePurge()
    {
        var (entry, before) = (Given.Entry(1, d => d with { Fields = Warrant }), Given.Entry(1));

        Assert.Contains("fields=1:2\nfield.code=5:court\nfield.text=23:Snaresbrook Crown Court\n", EntryHash.Text(entry).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("field", EntryHash.Text(before).ToString(), StringComparison.Ordinal);
        Assert.Contains("Snaresbrook Crown Court", RowText.Of(entry, new HashedText("row/1")).ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Fields", RowText.Of(before, new HashedText("row/1")).ToString(), StringComparison.Ordinal);
        entry.Purge();
        Assert.Null(entry.Details.Fields);
    }

    [Fact]
    public void Fields_ThatSayTheSame_AreEqual_AndOnesThatSayNothingAreNone()
    {
        Assert.Equal(Warrant, EntryFields.Of([new("warrant_day", " 2026-05-04 "), new("court", "Snaresbrook\u202E Crown Court\u0000"), new("conditions", " ")]));
        Assert.Equal(Warrant.GetHashCode(), EntryFields.Of(Warrant.All.Select(f => KeyValuePair.Create(f.Code, f.Text)))!.GetHashCode());
        Assert.NotEqual(Warrant, EntryFields.Of([new("court", "Snaresbrook Crown Court")]));
        Assert.Null(EntryFields.Of([new("court", "\u200B ")]));
    }

    /// <summary>No command takes what the form could not have sent.</summary>
    [Theory]
    [InlineData("ship", "The Swan", "The category has no field “ship” under this policy.")]
    [InlineData("warrant_day", "soon", "The field “Day of the warrant” is not a day.")]
    [InlineData("court", null, "The field “Court that issued the warrant” has 501 characters. Shorten it to 500.")]
    public void WhatTheCategoryDoesNotHave_OrCannotBeRight_IsRefused(string code, string? text, string words)
    {
        var details = Given.GoodDetails() with { Fields = EntryFields.Of([new(code, text ?? new string('x', 501))]) };

        Says.RefusedBy("FORM", EntryFields.Wrong(details, Pack)!, words);
        Assert.Null(EntryFields.Wrong(Given.GoodDetails() with { Fields = Warrant }, Pack));
        Assert.Null(EntryFields.Wrong(Given.GoodDetails(), Pack));
    }

    [Theory]
    [InlineData(FieldKind.Date, "2026-06-05", null)]
    [InlineData(FieldKind.Date, "2026-06-06", "6 June 2026 has not come yet. Enter the day on which it happened.")]
    [InlineData(FieldKind.Date, "1926-06-05", "5 June 1926 is more than 80 years ago. Check the year.")]
    [InlineData(FieldKind.Expiry, "2026-06-05", null)]
    [InlineData(FieldKind.Expiry, "2026-06-04", "4 June 2026 is over: what ended then is no reason to look for anybody. Enter the last day on which it holds, or leave the person off the list.")]
    [InlineData(FieldKind.Expiry, "2206-06-05", "5 June 2206 is more than 50 years ahead. Check the year.")]
    public void DayOfAField_CanBeRight(FieldKind kind, string day, string? words) =>
        Assert.Equal(words, DateRanges.OfField(kind, CategoryField.DayOf(day)!.Value, new DateOnly(2026, 6, 5))?.ToString());

    /// <summary>As the commands ask it, with the name of the field.</summary>
    [Fact]
    public void DayThatCannotBeRight_IsNamedByItsField()
    {
        var now = Given.Start.AddHours(-6);
        var problem = Assert.Single(DateRanges.OfEntry(Given.GoodDetails() with { StatusVerifiedAt = now, Fields = EntryFields.Of([new("court", "York"), new("warrant_day", "2099-01-01")]) }, Pack, now));

        Assert.Equal("Day of the warrant: 1 January 2099 has not come yet.", problem.Why);
    }

    private static EntryDetails Order(string endsOn) =>
        Given.GoodDetails() with { Category = EntryCategory.SubjectToOrder, Fields = EntryFields.Of([new("conditions", "Not to enter South Street"), new("ends_on", endsOn)]) };

    private static Verdict Judge(Func<EntryDetails, EntryDetails> change, PolicyPack? pack = null) => new EntryHasItsFields().Judge(Given.EntryDossier(change) with { Policy = pack ?? Pack });
}
