using Bunit;
using Lfr.Tests.Support;
using Lfr.Web.Components.Shared;
using Lfr.Web.Identity;

namespace Lfr.Tests.Components;

public sealed class AuthenticatorKeyTests : BunitContext
{
    /// <summary>Whoever scans the square gets the very key that is checked afterwards.</summary>
    [Fact]
    public void Square_IsReadByAnotherLibrary_AsTheLink()
    {
        var link = TimeCodes.Link("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "o'neil@force.example");
        Assert.StartsWith("otpauth://totp/Lfr:", link, StringComparison.Ordinal);
        Assert.Contains("secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Lfr", link, StringComparison.Ordinal);

        var drawn = Render<AuthenticatorKey>(p => p.Add(k => k.Key, "GEZD").Add(k => k.Link, link));

        Assert.Equal(link, QrReader.Read(drawn.Markup));
    }
}
