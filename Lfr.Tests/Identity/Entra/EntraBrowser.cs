using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using System.Web;

namespace Lfr.Tests.Identity.Entra;

/// <summary>A browser between Lfr and the tenant: keeps cookies, sends the form that the tenant fills in, follows where it is sent. Lfr stands behind a proxy that speaks HTTPS.</summary>
internal sealed partial class EntraBrowser : IDisposable
{
    private readonly CookieContainer cookies = new();
    private readonly HttpClient lfr;
    private readonly HttpClient tenantSite;
    private readonly Tenant tenant;

    public EntraBrowser(Uri lfrAddress, Tenant tenant)
    {
        this.tenant = tenant;
        lfr = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = lfrAddress };
        tenantSite = new HttpClient(Trusting(tenant)) { BaseAddress = new Uri(tenant.Instance) };
    }

    /// <summary>What people type.</summary>
    public static Uri Site { get; } = new("https://lfr.force.example/");

    /// <summary>A handler that takes this tenant's certificate and no other, and follows no redirect.</summary>
    public static SocketsHttpHandler Trusting(Tenant tenant)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(tenant.Certificate);
        return new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = policy } };
    }

    /// <summary>Asks Lfr for a page, or posts a form to it as a page of <paramref name="origin"/>.</summary>
    public async Task<HttpResponseMessage> LfrAsync(string path, IReadOnlyDictionary<string, string>? form = null, string? origin = null)
    {
        using var request = new HttpRequestMessage(form is null ? HttpMethod.Get : HttpMethod.Post, new Uri(path, UriKind.Relative));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/html"));
        var address = new Uri(Site, path);
        if (cookies.GetCookieHeader(address) is { Length: > 0 } kept)
            request.Headers.Add("Cookie", kept);
        if (form is not null)
        {
            request.Content = new FormUrlEncodedContent(form);
            request.Headers.Add("Origin", origin ?? Site.GetLeftPart(UriPartial.Authority));
        }

        var answer = await lfr.SendAsync(request, TestContext.Current.CancellationToken);
        if (answer.Headers.TryGetValues("Set-Cookie", out var set))
        {
            foreach (var cookie in set)
                cookies.SetCookies(address, cookie);
        }

        return answer;
    }

    /// <summary>Presses "Sign in" and lets the tenant answer; the form that the tenant has the browser send.</summary>
    public async Task<Dictionary<string, string>> AskTenantAsync(string returnUrl = "/home")
    {
        using var start = await LfrAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        Assert.StartsWith(tenant.Instance, start.Headers.Location?.OriginalString, StringComparison.Ordinal);
        Asked = HttpUtility.ParseQueryString(start.Headers.Location!.Query);
        using var page = await tenantSite.GetAsync(start.Headers.Location, TestContext.Current.CancellationToken);
        var html = await page.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return Field().Matches(html).ToDictionary(m => WebUtility.HtmlDecode(m.Groups[1].Value), m => WebUtility.HtmlDecode(m.Groups[2].Value), StringComparer.Ordinal);
    }

    /// <summary>What Lfr asked the tenant at the last <see cref="AskTenantAsync"/>.</summary>
    public System.Collections.Specialized.NameValueCollection Asked { get; private set; } = [];

    /// <summary>Sends Lfr what the tenant said, as the tenant's page does.</summary>
    public Task<HttpResponseMessage> ReturnAsync(IReadOnlyDictionary<string, string> form) => LfrAsync("/signin-oidc", form, tenant.Instance.TrimEnd('/'));

    /// <summary>The whole of it; where Lfr sent the browser.</summary>
    public async Task<string?> SignInAsync(TenantPerson person, string returnUrl = "/home")
    {
        tenant.Present = person;
        using var answer = await ReturnAsync(await AskTenantAsync(returnUrl));
        return answer.Headers.Location?.OriginalString ?? $"{(int)answer.StatusCode}";
    }

    /// <summary>What a page says; where it sends the browser instead, if it does.</summary>
    public async Task<string> ReadAsync(string path)
    {
        using var answer = await LfrAsync(path);
        return answer.Headers.Location is { } elsewhere ? $"-> {elsewhere.OriginalString}" : WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Whether Lfr takes this browser for somebody.</summary>
    public async Task<bool> IsSignedInAsync()
    {
        using var answer = await LfrAsync("/session");
        return answer.StatusCode == HttpStatusCode.NoContent;
    }

    /// <summary>Signs out as the menu does; where Lfr sent the browser.</summary>
    public async Task<string?> SignOutAsync()
    {
        var page = await ReadAsync("/account");
        var token = Token().Match(page).Groups[1].Value;
        using var answer = await LfrAsync("/sign-out", new Dictionary<string, string>(StringComparer.Ordinal) { ["__RequestVerificationToken"] = token });
        return answer.Headers.Location?.OriginalString ?? $"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    /// <summary>Asks the tenant for an address; where it sends the browser.</summary>
    public async Task<string?> TenantAsync(string address)
    {
        using var answer = await tenantSite.GetAsync(new Uri(address), TestContext.Current.CancellationToken);
        return answer.Headers.Location?.OriginalString;
    }

    public void Dispose()
    {
        lfr.Dispose();
        tenantSite.Dispose();
    }

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"")]
    private static partial Regex Field();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
