using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;

namespace Lfr.Tests.Policy;

public class EntryIsJustifiedTests
{
    [Fact]
    public void Entry_WithoutItsWarrant_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { LegalReference = "" })), "The warrant reference is missing.");

    [Fact]
    public void Entry_WithoutJustification_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { Justification = "" })), "There is no justification.");

    [Fact]
    public void Entry_WithoutNecessity_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { Necessity = "" })), "necessary");

    [Fact]
    public void Entry_WithoutProportionality_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(d => d with { Proportionality = "" })), "proportionate");

    [Fact]
    public void Justification_CopiedFromAnotherEntry_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(Given.Entry(1), Given.Approver, Given.Entry(2, d => d with { Justification = Given.GoodDetails(1).Justification }))), "100 % the same as that of R-0002");

    [Fact]
    public void Justification_CopiedFromOneOfMany_NamesThatOne() =>
        Says.Broken(
            Judge(Given.EntryDossier(Given.Entry(1), Given.Approver, Given.Entry(2), Given.Entry(3, d => d with { Justification = Given.GoodDetails(1).Justification }), Given.Entry(4))),
            "100 % the same as that of R-0003");

    [Fact]
    public void Justification_CopiedInOtherLettersAndCommas_IsRefused() =>
        Says.Broken(Judge(Given.EntryDossier(Given.Entry(1), Given.Approver, Given.Entry(2, d => d with { Justification = Given.GoodDetails(1).Justification.ToUpperInvariant().Replace(",", " -", StringComparison.Ordinal) }))), "100 % the same");

    public static TheoryData<string, Func<EntryDetails, EntryDetails>, string> Copies => new()
    {
        { "necessity", d => d with { Necessity = Given.GoodDetails(1).Necessity }, "The necessity is 100 % the same as that of R-0002." },
        { "proportionality", d => d with { Proportionality = Given.GoodDetails(1).Proportionality }, "The proportionality is 100 % the same as that of R-0002." },
        { "here and now", d => d with { WhyHereAndNow = Given.GoodDetails(1).WhyHereAndNow }, "The reason for this place and time is 100 % the same as that of R-0002." },
        { "one for another", d => d with { Proportionality = Given.GoodDetails(1).Justification }, "The justification is 100 % the same as the proportionality of R-0002." },
    };

    /// <summary>“Written for this person” was said after one text of four had been looked at.</summary>
    [Theory]
    [MemberData(nameof(Copies))]
    public void AnyText_CopiedFromAnyTextOfAnother_IsRefused(string which, Func<EntryDetails, EntryDetails> copy, string sentence)
    {
        Assert.NotEmpty(which);
        Says.Broken(Judge(Given.EntryDossier(Given.Entry(1), Given.Approver, Given.Entry(2, copy))), sentence);
    }

    [Fact]
    public void HashedWords_AreKeptAsTheyAre_AndNotReadInAnotherVersion()
    {
        var texts = HashedWords.Of(Given.GoodDetails(7));
        var packed = HashedWords.Pack(texts);

        Assert.Equal(texts.Select(t => (t.Name, string.Join(' ', t.Triples))), HashedWords.Unpack(packed)!.Select(t => (t.Name, string.Join(' ', t.Triples))));
        Assert.Null(HashedWords.Unpack([2, .. packed.AsSpan(1)]));
        Assert.Null(HashedWords.Unpack(packed.AsSpan(..^1)));
        Assert.Null(HashedWords.Unpack([]));
    }

    [Fact]
    public void Justification_CopiedFromARemovedEntry_IsAllowed() =>
        Says.Met(Judge(Given.EntryDossier(Given.Entry(1), Given.Approver, Removed(Given.Entry(2, d => d with { Justification = Given.GoodDetails(1).Justification })))));

    [Fact]
    public void AllConditionsSatisfied_RuleIsMet() =>
        Says.Met(Judge(Given.EntryDossier(others: Given.Entry(2))));

    private static Verdict Judge(EntryDossier dossier) => new EntryIsJustified().Judge(dossier);

    private static WatchlistEntry Removed(WatchlistEntry entry)
    {
        Given.Do(entry.Remove("Arrested yesterday", Given.Compiler, Given.Start));
        return entry;
    }
}
