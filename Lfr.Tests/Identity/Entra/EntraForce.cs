using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity.Entra;

/// <summary>A force whose people sign in through a tenant; both run in the test's process, shared by a class.</summary>
public sealed class EntraForce : IAsyncLifetime
{
    internal Tenant Tenant { get; private set; } = null!;

    internal LfrApp App { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Tenant = await Tenant.StartAsync();
        App = await StartAsync(Tenant);
    }

    public async ValueTask DisposeAsync()
    {
        await App.DisposeAsync();
        await Tenant.DisposeAsync();
    }

    /// <summary>Lfr, with the settings that a force gives it and nothing of sign-in replaced but whom it trusts to be the tenant's server.</summary>
    internal static Task<LfrApp> StartAsync(Tenant tenant, Action<WebApplicationBuilder>? configure = null, params (string Key, string Value)[] settings) => LfrApp.StartAsync(new LfrAppOptions
    {
        Accounts = false,
        Settings = new[]
        {
            ("Identity:Mode", "Entra"), ("AzureAd:Instance", tenant.Instance), ("AzureAd:TenantId", Tenant.Id), ("AzureAd:ClientId", Tenant.Client), ("Site:Address", EntraBrowser.Site.OriginalString.TrimEnd('/')),
        }.Concat(settings).GroupBy(s => s.Item1, StringComparer.Ordinal).ToDictionary(s => s.Key, s => (string?)s.Last().Item2, StringComparer.Ordinal),
        Configure = builder =>
        {
            builder.Services.PostConfigure<OpenIdConnectOptions>(EntraSignIn.Scheme, options => options.BackchannelHttpHandler = EntraBrowser.Trusting(tenant));
            builder.Services.AddHttpClient("tenant").ConfigurePrimaryHttpMessageHandler(() => EntraBrowser.Trusting(tenant));
            builder.Services.Configure<Microsoft.Identity.Web.AadIssuerValidatorOptions>(options => options.HttpClientName = "tenant");
            configure?.Invoke(builder);
        },
    });

    internal EntraBrowser Browser() => new(App.Address, Tenant);

    /// <summary>Somebody new.</summary>
    internal static TenantPerson Somebody(params string[] roles)
    {
        var id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        return new TenantPerson(id, "Robin Vale", $"{id:N}@force.example", roles.Length == 0 ? [Roles.Operator] : roles);
    }

    internal Task<LfrUser?> AccountAsync(TenantPerson person) => App.InDatabaseAsync(db => db.Users.SingleOrDefaultAsync(u => u.Id == person.ObjectId, TestContext.Current.CancellationToken));

    /// <summary>What the audit log says of a person.</summary>
    internal Task<List<string>> LogAsync(TenantPerson person) => App.InDatabaseAsync(db => db.AuditEvents
        .Where(e => e.Subject == $"Account {person.ObjectId}").OrderBy(e => e.Number).Select(e => $"{e.Action} by {e.ActorName}: {e.Sentence}").ToListAsync(TestContext.Current.CancellationToken));
}
