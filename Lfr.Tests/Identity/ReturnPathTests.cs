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
    public void Path_IsOneOfThisSite(string? asked, string sent) => Assert.Equal(sent, ReturnPath.Or(asked));
}
