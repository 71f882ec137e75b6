using System.Net;
using System.Text.RegularExpressions;
using Lfr.Tests.Support;

namespace Lfr.Tests.Components;

/// <summary>The running application as a browser meets it: style sheets, static pages, addresses that lead nowhere.</summary>
public sealed partial class ShellTests(SharedApp shared) : IClassFixture<SharedApp>, IDisposable
{
    private readonly HttpClient http = shared.App.Anybody();

    public void Dispose() => http.Dispose();

    [Fact]
    public async Task SharedWebRoot_IsServedFingerprintedAndCompressed()
    {
        var page = await http.GetStringAsync("/sign-in", TestContext.Current.CancellationToken);
        var sheet = Fingerprinted().Match(page);
        Assert.True(sheet.Success, "The sign-in page names no fingerprinted base.css.");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/" + sheet.Value);
        request.Headers.AcceptEncoding.ParseAdd("gzip");
        using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
    }

    [Fact]
    public async Task Typeface_IsServedByUs_WithItsLicence()
    {
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync("/fonts/inter-latin-wght-normal.woff2", TestContext.Current.CancellationToken)).StatusCode);
        Assert.Contains(
            "SIL Open Font License", await http.GetStringAsync("/fonts/OFL.txt", TestContext.Current.CancellationToken), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task UnknownAddress_AnswersInPlainWords_WithoutSignIn()
    {
        using var response = await http.GetAsync("/nothing/here", TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("There is nothing at this address", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/sign-in")]
    [InlineData("/access-denied")]
    [InlineData("/nothing/here")]
    public async Task PageWithoutSignIn_StartsNoCircuit(string address)
    {
        using var response = await http.GetAsync(address, TestContext.Current.CancellationToken);
        var page = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("<html lang=\"en-GB\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor.web", page, StringComparison.Ordinal);
        Assert.DoesNotContain("http://fonts", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignInPage_OffersNoDemonstrationAccounts_OutsideOfADemonstration() =>
        Assert.DoesNotContain("@demo.lfr", await http.GetStringAsync("/sign-in", TestContext.Current.CancellationToken), StringComparison.Ordinal);

    [GeneratedRegex("""base\.[a-z0-9]{8,12}\.css""")]
    private static partial Regex Fingerprinted();
}
