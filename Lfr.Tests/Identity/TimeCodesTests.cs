using Lfr.Tests.Support;
using Lfr.Web.Identity;
using OtpNet;

namespace Lfr.Tests.Identity;

/// <summary>Codes of authenticator apps, beside the test vectors of RFC 6238.</summary>
public class TimeCodesTests
{
    private static readonly DateTimeOffset Now = new(2026, 6, 5, 9, 0, 10, TimeSpan.Zero);

    /// <summary>RFC 6238, appendix B, for SHA-1; apps show the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void CodeOfTheStandard_CountsForItsHalfMinute(long seconds, string code)
    {
        var at = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(TimeCodes.StepAt(at), TimeCodes.Match(TestAuthenticator.Key, code, at));
        Assert.Null(TimeCodes.Match(TestAuthenticator.Key, code, at.AddMinutes(2)));
    }

    /// <summary>A phone that is ahead uses up its own half minute, not the server's: the same code must not count again when the server gets there.</summary>
    [Fact]
    public void CodeOfTheNextHalfMinute_IsThatHalfMinutes() =>
        Assert.Equal(TimeCodes.StepAt(Now) + 1, TimeCodes.Match(TestAuthenticator.Key, TestAuthenticator.CodeAt(Now + TimeCodes.Step), Now));

    [Fact]
    [Asvs("6.5.3")]
    public void Key_HasA160RandomBits_AndIsTheBase32ThatAppsRead()
    {
        var (key, other) = (TimeCodes.NewKey(), TimeCodes.NewKey());

        Assert.NotEqual(key, other);
        Assert.Equal(20, Base32Encoding.ToBytes(key).Length);
        Assert.Equal(key, Base32Encoding.ToString(Base32Encoding.ToBytes(key)));
    }

    /// <summary>ASVS 6.5.5: a code is shown for 30 s; a phone's clock may be one half minute off.</summary>
    [Theory]
    [Asvs("6.5.5")]
    [InlineData(-60, false)]
    [InlineData(-30, true)]
    [InlineData(0, true)]
    [InlineData(30, true)]
    [InlineData(60, false)]
    public void V6_5_5_PhoneOneHalfMinuteOff_StillCounts_AndNoMore(int seconds, bool counts) =>
        Assert.Equal(counts, TimeCodes.Match(TestAuthenticator.Key, TestAuthenticator.CodeAt(Now.AddSeconds(seconds)), Now) is not null);

    [Theory]
    [InlineData("")]
    [InlineData("12345")]
    [InlineData("1234567")]
    [InlineData("abcdef")]
    [InlineData("١٢٣٤٥٦")]
    public void WhatIsNoCode_CountsForNothing(string typed) => Assert.Null(TimeCodes.Match(TestAuthenticator.Key, typed, Now));

    [Fact]
    public void BlanksInACode_DoNotMatter()
    {
        var code = TestAuthenticator.CodeAt(Now);

        Assert.NotNull(TimeCodes.Match(TestAuthenticator.Key, $" {code[..3]} {code[3..]}", Now));
    }

    /// <summary>ASVS 6.5.2, 6.5.3: recovery codes come from a random generator and have more than 112 bits, so that a plain hash is enough.</summary>
    [Fact]
    [Asvs("6.5.2")]
    [Asvs("6.5.3")]
    [Asvs("6.5.4")]
    public void V6_5_2_RecoveryCodes_AreTen_Different_And120Bits()
    {
        var codes = RecoveryCodes.New();

        Assert.Equal(RecoveryCodes.Number, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, c => Assert.Equal(RecoveryCodes.Length, c.Count(char.IsAsciiLetterOrDigit)));
        Assert.True(RecoveryCodes.Length * 5 > 112);
        var account = Guid.CreateVersion7(Now);
        Assert.Equal(RecoveryCodes.IdOf(account, codes[0]), RecoveryCodes.IdOf(account, codes[0].Replace('-', ' ').ToLowerInvariant()));
        Assert.NotEqual(RecoveryCodes.IdOf(account, codes[0]), RecoveryCodes.IdOf(Guid.CreateVersion7(Now), codes[0]));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge on Windows")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari on iPhone")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux")]
    [InlineData("", "")]
    [InlineData("<script>alert(1)</script>", "")]
    public void Browser_IsNamed_WithoutKeepingWhatItSays(string agent, string name) => Assert.Equal(name, BrowserName.Of(agent));
}
