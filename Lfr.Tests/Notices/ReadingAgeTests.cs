using Lfr.Shared.Notices;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Notices;

/// <summary>How hard a notice is to read, by lengths of words and sentences.</summary>
public sealed class ReadingAgeTests
{
    private const string Plain = "We will use cameras on South Street. They look for people the police want. If you are not one of them, we do not keep your face. You can walk round by the park. You can ask us what we did and why we did it.";

    private const string Hard =
        "Pursuant to the authorisation granted under the applicable legislation, biometric comparison of individuals traversing the designated recognition zone will be undertaken contemporaneously, notwithstanding the availability of "
        + "alternative investigative methodologies, whereupon templates of non-matching individuals are automatically and instantaneously obliterated.";

    [Fact]
    public void PlainWords_AreReadYounger_ThanOfficialOnes()
    {
        var (plain, hard) = (ReadingAge.Of([Plain])!, ReadingAge.Of([Hard])!);

        Assert.InRange(plain.Age, 5, 9);
        Assert.InRange(hard.Age, 20, 25);
        Assert.True(hard.LongestSentence > 35 && plain.LongestSentence < 15);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Too short to say.")]
    [InlineData("... !!! ??? 1 2 3")]
    [InlineData("\ud800\u202e مرحبا")]
    public void TooLittle_IsNotJudged(string text) => Assert.Null(ReadingAge.Of([text]));

    [Fact]
    public void Notice_OfTheTests_IsJudgedByAllItsParts() =>
        Assert.NotNull(ReadingAge.Of(Given.NoticeText with { Why = Plain }));
}
