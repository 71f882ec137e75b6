using Lfr.Shared;

namespace Lfr.Tests.Suite;

public class PlainTextTests
{
    /// <summary>What is typed or pasted, and what is kept of it.</summary>
    [Theory]
    [InlineData("South Street, Romford", "South Street, Romford")]
    [InlineData("First\nsecond\tthird", "First\nsecond\tthird")]
    [InlineData("Zoë Nuñez, Łódź, Ωμέγα, محمد, 李雷 👮", "Zoë Nuñez, Łódź, Ωμέγα, محمد, 李雷 👮")]
    // Vertical tab, from a word processor: no XML can hold it.
    [InlineData("Rain\u000B again", "Rain again")]
    [InlineData("\0begin\u0007 end\u009F", "begin end")]
    // Lines end in one way.
    [InlineData("one\r\ntwo\rthree\u2028four", "one\ntwo\nthree\nfour")]
    // Reads "refused" from right to left.
    [InlineData("\u202Edesufer\u202C", "desufer")]
    [InlineData("\u2067isolated\u2069", "isolated")]
    [InlineData("zero\u200Bwidth\uFEFF", "zerowidth")]
    [InlineData("\uFFFE", "")]
    [InlineData("", "")]
    public void Text_KeepsWhatIsText(string typed, string kept) => Assert.Equal(kept, PlainText.Clean(typed));

    /// <summary>Not a line of the table: the compiler would write it down as something else.</summary>
    [Fact]
    public void HalfACharacter_IsTakenOut() => Assert.Equal("half a  pair", PlainText.Clean("half a " + '\uD83D' + " pair"));

    [Fact]
    public void CleanText_IsNotCopied()
    {
        const string Text = "South Street";

        Assert.Same(Text, PlainText.Clean(Text));
    }
}
