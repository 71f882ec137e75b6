using Lfr.Tests.Support;

namespace Lfr.Tests.Identity;

public class IdentityModeTests
{
    [Fact]
    public async Task Entra_SendsPeopleToTheirTenant()
    {
        const string tenant = "11111111-1111-4111-8111-111111111111";
        await using var app = await LfrApp.StartAsync(new LfrAppOptions
        {
            Accounts = false,
            Settings = new Dictionary<string, string?>
            {
                ["Identity:Mode"] = "Entra",
                ["AzureAd:Instance"] = "https://login.microsoftonline.com/",
                ["AzureAd:TenantId"] = tenant,
                ["AzureAd:ClientId"] = "22222222-2222-4222-8222-222222222222",
            },
            // The tenant's published metadata, so that the test asks nobody.
            Configure = builder => Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.PostConfigure<
                Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions>(builder.Services, "Entra", oidc =>
                oidc.ConfigurationManager = new Microsoft.IdentityModel.Protocols.StaticConfigurationManager<Microsoft.IdentityModel.Protocols.OpenIdConnect.OpenIdConnectConfiguration>(
                    new() { AuthorizationEndpoint = $"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize" })),
        });
        using var client = app.Anybody();

        var answer = await client.GetAsync(new Uri("/sign-in?returnUrl=%2Fdeployments", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.StartsWith($"https://login.microsoftonline.com/{tenant}/oauth2/v2.0/authorize?client_id=22222222", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
        foreach (var page in (string[])["/sign-in/second-step", "/sign-in/set-up"])
            Assert.Contains("the password was entered too long ago", await client.GetStringAsync(new Uri(page, UriKind.Relative), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }
}
