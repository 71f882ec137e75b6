using Lfr.Shared.Policy;

namespace Lfr.Tests.Policy;

public class MoneyTests
{
    [Theory]
    [InlineData(412_000, "GBP", "£4,120")]
    [InlineData(3850, "EUR", "€38.50")]
    [InlineData(5, "USD", "$0.05")]
    [InlineData(120_000, "CHF", "CHF 1,200")]
    public void Amount_IsWrittenInItsCurrency(long hundredths, string currency, string words) => Assert.Equal(words, Money.InWords(hundredths, currency));

    [Theory]
    [InlineData("CHF 1,200.50", 120_050L)]
    [InlineData("€ 38", 3800L)]
    [InlineData("$1", 100L)]
    [InlineData("CHF", null)]
    [InlineData("", null)]
    [InlineData("1.005", null)]
    [InlineData("79228162514264337593543950335", null)]
    public void Amount_IsReadAsPeopleTypeIt(string text, long? hundredths) => Assert.Equal(hundredths, Money.Read(text, 1_000_000_000));
}
