using Lfr.Shared.Watchlists;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Watchlists;

/// <summary>Siblings and twins that a compiler notes at an entry.</summary>
public sealed class SiblingsNamedTests
{
    [Theory]
    [InlineData("", null)]
    [InlineData("A twin brother, on no list", null)]
    [InlineData("Twin: r-0002; brother: R-0003.", null)]
    [InlineData("Twin: R-0009", "R-0009, named as a sibling or twin, is not on this list.")]
    [InlineData("Twin: R-2", "R-2, named as a sibling or twin, is not on this list.")]
    [InlineData("Twin: R-0001", "R-0001 is this entry itself, and not a sibling or twin.")]
    public void SiblingThatIsNamedByReference_IsAnotherPersonOfTheList(string note, string? sentence) =>
        Assert.Equal(sentence, SiblingsNamed.Wrong(note, "R-0001", ["R-0001", "R-0002", "R-0003"])?.Refusals[0].Sentence);

    [Fact]
    public void SiblingsThatAreNotedAfterTheSignOff_WantAnother()
    {
        var entry = Given.Entry(1);
        var seen = entry.Hash();
        Given.Do(entry.Change(Given.GoodDetails() with { KnownSiblings = "A twin" }, Given.GoodPhotograph(), Given.Compiler, entry.CompiledBy.At));
        Assert.False(entry.HasHash(seen));
    }

    [Fact]
    public void SiblingsThatWereNoted_GoWithTheBiometrics()
    {
        var entry = Given.Entry(1, d => d with { KnownSiblings = "A twin, on no list" });

        entry.Purge();

        Assert.Equal(("", "Person 1"), (entry.Details.KnownSiblings, entry.Details.SubjectName));
    }
}
