using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

public class BoilerplateTests
{
    [Fact]
    public void SameWords_InAnotherHand_AreTheSame() => Assert.Equal(1, Similarity("Wanted for robbery, in Romford.", "wanted FOR robbery in romford"));

    [Fact]
    public void OtherWords_AreDifferent() => Assert.Equal(0, Similarity("Wanted for robbery in Romford", "Recalled to prison last May"));

    [Fact]
    public void NothingWritten_IsLikeNothing() => Assert.Equal(0, Similarity("", ""));

    [Fact]
    public void HalfOfTheTriples_CountAsHalf() => Assert.Equal(1.0 / 3, Similarity("a b c d", "a b c e"), 9);

    private static double Similarity(string a, string b) => Boilerplate.Similarity(Boilerplate.Triples(a), Boilerplate.Triples(b));
}

public class WordsTests
{
    [Theory]
    [InlineData(0.0, "0 %")]
    [InlineData(0.3636, "36 %")]
    [InlineData(0.0048146, "0.48 %")]
    [InlineData(0.0000031772, "0.00032 %")]
    [InlineData(1.0, "100 %")]
    public void Percent_KeepsTwoDigitsThatMean(double share, string words) => Assert.Equal(words, Words.Percent(share));

    [Theory]
    [InlineData(59, "59 min")]
    [InlineData(60, "1 h")]
    [InlineData(90, "1 h 30 min")]
    [InlineData(1020, "17 h")]
    [InlineData(5760, "4 days")]
    public void Duration_IsSaidAsPeopleDo(int minutes, string words) => Assert.Equal(words, Words.Duration(TimeSpan.FromMinutes(minutes)));

    [Fact]
    public void Moment_InSummer_IsLondonTime() => Assert.Equal("5 June 2026, 10:00", Words.Moment(Given.Start));

    [Fact]
    public void Day_JustBeforeMidnightUtcInSummer_IsTheNextInLondon() =>
        Assert.Equal(new DateOnly(2026, 6, 6), new DateTimeOffset(2026, 6, 5, 23, 30, 0, TimeSpan.Zero).ForceDay());
}
