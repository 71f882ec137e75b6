using Lfr.Tests.Support;
using Lfr.Web.Identity;

namespace Lfr.Tests.Identity;

public class CommonPasswordsTests
{
    private static readonly string[] Own = ["Aisha Rahman", "aisha.rahman@force.example"];

    [Theory]
    [Asvs("6.2.4")]
    [Asvs("6.2.11")]
    [InlineData("Password1234")]
    [InlineData("P@ssw0rd2026!")]
    [InlineData("passwordpassword")]
    [InlineData("qwertyuiop123")]
    [InlineData("1qaz2wsx3edc4rfv")]
    [InlineData("123456789012")]
    [InlineData("210987654321")]
    [InlineData("aaaaaaaaaaaaaaa")]
    [InlineData("abcabcabcabcabc")]
    [InlineData("iloveyou12345")]
    [InlineData("Liverpool2024!")]
    [InlineData("Manchester-United-99")]
    [InlineData("letmeinletmein1")]
    [InlineData("MetropolitanPolice1")]
    [InlineData("correct horse battery staple")]
    [InlineData("AishaRahman2026")]
    [InlineData("Force.Example.Rahman")]
    [InlineData("Summer2026!!!")]
    [InlineData("!!!!!!!!!!!!1")]
    [InlineData("Demonstration-2026")]
    [InlineData("zyxwvutsrqponm")]
    [InlineData("trustno1trustno1")]
    public void PasswordThatIsEasyToGuess_IsRefused(string password) => Assert.False(IsTaken(password), password);

    [Theory]
    [InlineData("lantern-gravel-otter-mitten")]
    [InlineData("violet kettle under rain")]
    [InlineData("k7#mVz!p2Lqw")]
    [InlineData("8f3c19be7d42a650")]
    [InlineData("my cat eats blue tulips")]
    [InlineData("Tuesday biscuits vanish quickly")]
    public void PasswordThatIsNot_IsTaken(string password) => Assert.True(IsTaken(password), password);

    private static bool IsTaken(string password) => CommonPasswords.Left(password, Own) >= CommonPasswords.FewestLeft;
}
