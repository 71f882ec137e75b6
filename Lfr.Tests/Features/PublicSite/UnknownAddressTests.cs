using System.Net;
using Lfr.Tests.Support;

namespace Lfr.Tests.Features.PublicSite;

public sealed class UnknownAddressTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/notices/NOPE")]
    [InlineData("/records/NOPE")]
    [InlineData("/notices/")]
    [InlineData("/notices/2026-014/more")]
    [InlineData("/open-data/nope.csv")]
    [InlineData("/nope")]
    [InlineData("/nope.css")]
    [InlineData("/a/b/c?d=e")]
    [InlineData("/deployments/nope")]
    public async Task Unknown_GetsThePublicPage_WithItsStatus(string address)
    {
        using var client = shared.App.Anybody();

        using var got = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);

        Assert.Equal((HttpStatusCode.NotFound, "text/html"), (got.StatusCode, got.Content.Headers.ContentType?.MediaType));
        var page = await got.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("There is nothing at this address", page, StringComparison.Ordinal);
        Assert.Contains("neither confirms nor denies", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/notices/NOPE", HttpStatusCode.NotFound)]
    [InlineData("/records/NOPE", HttpStatusCode.NotFound)]
    [InlineData("/nope", HttpStatusCode.NotFound)]
    [InlineData("/", HttpStatusCode.OK)]
    [InlineData("/records", HttpStatusCode.OK)]
    [InlineData("/notices.ics", HttpStatusCode.OK)]
    [InlineData("/open-data/deployments.csv", HttpStatusCode.OK)]
    [InlineData("/home", HttpStatusCode.Redirect)]
    public async Task Head_AnswersAsGetWithoutABody(string address, HttpStatusCode status)
    {
        using var client = shared.App.Anybody();
        using var ask = new HttpRequestMessage(HttpMethod.Head, new Uri(address, UriKind.Relative));

        using var answer = await client.SendAsync(ask, Cancel);

        Assert.Equal(status, answer.StatusCode);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Cancel));
    }
}
