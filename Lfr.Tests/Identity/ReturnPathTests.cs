using Lfr.Web.Identity;
using Lfr.Web.Urls;

namespace Lfr.Tests.Identity;

public class ReturnPathTests
{
    /// <summary>Where somebody asks to be sent after signing in, and where they are sent.</summary>
    [Theory]
    [InlineData("/deployments?q=a", "/deployments?q=a")]
    [InlineData(null, LfrRoutes.Home)]
    [InlineData("", LfrRoutes.Home)]
    [InlineData("deployments", LfrRoutes.Home)]
    [InlineData("https://elsewhere.example/", LfrRoutes.Home)]
    [InlineData("//elsewhere.example/", LfrRoutes.Home)]
    [InlineData("/\\elsewhere.example/", LfrRoutes.Home)]
    // A browser drops these from an address; the server answered 500.
    [InlineData("/\t/elsewhere.example/", LfrRoutes.Home)]
    [InlineData("/deployments\r\nSet-Cookie: a=b", LfrRoutes.Home)]
    [InlineData("/\u0000", LfrRoutes.Home)]
    // No header takes them: the server answered 500 after the password was right.
    [InlineData("/é", LfrRoutes.Home)]
    [InlineData("/\u2028", LfrRoutes.Home)]
    [InlineData("/deployments?q=%C3%A9", "/deployments?q=%C3%A9")]
    public void Path_IsOneOfThisSite(string? asked, string sent) => Assert.Equal(sent, ReturnPath.Or(asked));
}
