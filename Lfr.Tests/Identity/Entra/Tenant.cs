using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace Lfr.Tests.Identity.Entra;

/// <summary>Somebody whom the tenant knows.</summary>
/// <param name="ObjectId">What never changes.</param>
/// <param name="Name">Name as it is now.</param>
/// <param name="Address">Address as it is now; <see langword="null"/> when the tenant says none.</param>
/// <param name="Roles">App roles.</param>
internal sealed record TenantPerson(Guid ObjectId, string Name, string? Address, params string[] Roles)
{
    /// <summary>Whether the tenant lets them in.</summary>
    public bool IsDisabled { get; init; }

    /// <summary>Whether they are in more groups than fit into a token; it then only says where to ask for them.</summary>
    public bool HasTooManyGroups { get; init; }
}

/// <summary>A real OpenID Connect server that speaks as a tenant of Entra does: its addresses, its claims, tokens by form post. Keeps nothing.</summary>
internal sealed class Tenant : IAsyncDisposable
{
    public const string Id = "11111111-1111-4111-8111-111111111111";
    public const string Client = "22222222-2222-4222-8222-222222222222";

    private readonly WebApplication server;
    private readonly ConcurrentQueue<string> asked = new();

    /// <summary>Ports that tenants of this process have had. Microsoft.Identity.Web keeps what it knows of an issuer for as long as the process lives, with the client that it asked through: a second tenant
    /// at the address of an ended one would be asked through the ended host's.</summary>
    private static readonly ConcurrentDictionary<int, byte> HadPorts = new();

    private Tenant(WebApplication server, int port, X509Certificate2 certificate) => (this.server, Port, Certificate) = (server, port, certificate);

    public int Port { get; }

    public X509Certificate2 Certificate { get; }

    public string Instance => $"https://localhost:{Port}/";

    public string Issuer => $"{Instance}{Id}/v2.0";

    /// <summary>Who sits before the tenant's sign-in page.</summary>
    public TenantPerson? Present { get; set; }

    /// <summary>Paths that it was asked for, with what stood behind the question mark.</summary>
    public IReadOnlyList<string> Asked => [.. asked];

    /// <summary>Now, as tokens have it.</summary>
    public static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private OpenIddictServerOptions Options => server.Services.GetRequiredService<IOptionsMonitor<OpenIddictServerOptions>>().CurrentValue;

    /// <summary>The key that it signs with now.</summary>
    public SigningCredentials Key => Options.SigningCredentials[0];

    public static async Task<Tenant> StartAsync()
    {
        int port;
        do
            port = FreePort();
        while (!HadPorts.TryAdd(port, 0));
        var certificate = SelfSigned();
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port, listen => listen.UseHttps(certificate)));
        builder.Services.AddLogging();
        Tenant? tenant = null;
        builder.Services.AddOpenIddict().AddServer(options =>
        {
            options.EnableDegradedMode().AllowImplicitFlow().DisableScopeValidation();
            options.SetIssuer(new Uri($"https://localhost:{port}/{Id}/v2.0"));
            options.SetConfigurationEndpointUris($"/{Id}/v2.0/.well-known/openid-configuration", "/common/v2.0/.well-known/openid-configuration");
            options.SetJsonWebKeySetEndpointUris($"/{Id}/discovery/v2.0/keys");
            options.SetAuthorizationEndpointUris($"/{Id}/oauth2/v2.0/authorize");
            options.SetEndSessionEndpointUris($"/{Id}/oauth2/v2.0/logout");
            options.AddEphemeralEncryptionKey();
            options.AddSigningKey(NewKey());
            options.UseAspNetCore();
            options.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client)
                    context.Reject("unauthorized_client", $"AADSTS700016: Application with identifier '{context.ClientId}' was not found in the directory.");
                return default;
            }));
            options.AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                tenant!.Answer(context);
                return default;
            }));
            options.AddEventHandler<ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
            options.AddEventHandler<HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                tenant!.Present = null;
                context.SignOut();
                return default;
            }));
        });
        var built = builder.Build();
        built.Use((context, next) =>
        {
            tenant!.asked.Enqueue(context.Request.Path + context.Request.QueryString);
            return next(context);
        });
        built.UseAuthentication();
        tenant = new Tenant(built, port, certificate);
        await built.StartAsync(TestContext.Current.CancellationToken);
        return tenant;
    }

    private static int FreePort()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        return ((IPEndPoint)free.LocalEndpoint).Port;
    }

    /// <summary>Signs with another key from now on, and no longer vouches for the old one.</summary>
    public void RollKey()
    {
        Options.SigningCredentials.Clear();
        Options.SigningCredentials.Add(new SigningCredentials(NewKey(), SecurityAlgorithms.RsaSha256));
    }

    /// <summary>A token as its own, except for what a test changes in it.</summary>
    public string Token(TenantPerson person, string nonce, Action<SecurityTokenDescriptor>? change = null)
    {
        var now = Now;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = Client,
            IssuedAt = now,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddHours(1),
            SigningCredentials = Key,
            TokenType = "JWT",
            Claims = new Dictionary<string, object>(StringComparer.Ordinal)
            {
                ["sub"] = $"{person.ObjectId:N}", ["oid"] = person.ObjectId.ToString(), ["tid"] = Id, ["name"] = person.Name, ["nonce"] = nonce, ["roles"] = person.Roles, ["ver"] = "2.0",
                ["preferred_username"] = person.Address ?? "",
            },
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler().CreateToken(descriptor);
    }

    /// <summary>A key that the tenant never had.</summary>
    public static RsaSecurityKey NewKey() => new(RSA.Create(2048)) { KeyId = Base64UrlEncoder.Encode(RandomNumberGenerator.GetBytes(12)) };

    public async ValueTask DisposeAsync()
    {
        await server.StopAsync(CancellationToken.None);
        await server.DisposeAsync();
        Certificate.Dispose();
    }

    private void Answer(HandleAuthorizationRequestContext context)
    {
        if (Present is not { } person)
        {
            context.Reject("login_required", "AADSTS50058: Nobody is signed in.");
            return;
        }

        if (person.IsDisabled)
        {
            context.Reject("access_denied", "AADSTS50057: The user account is disabled.");
            return;
        }

        var identity = new ClaimsIdentity("Tenant");
        identity.AddClaim("sub", $"{person.ObjectId:N}").AddClaim("oid", person.ObjectId.ToString()).AddClaim("tid", Id).AddClaim("name", person.Name).AddClaim("ver", "2.0");
        if (person.Address is { } address)
            identity.AddClaim("preferred_username", address);
        identity.SetClaims("roles", [.. person.Roles]);
        if (person.HasTooManyGroups)
        {
            identity.SetClaim("hasgroups", true);
            identity.SetClaim("_claim_names", JsonDocument.Parse("""{"groups":"src1"}""").RootElement);
            identity.SetClaim("_claim_sources", JsonDocument.Parse("""{"src1":{"endpoint":"https://graph.microsoft.com/v1.0/users/x/getMemberObjects"}}""").RootElement);
        }

        identity.SetDestinations(static _ => [OpenIddictConstants.Destinations.IdentityToken]);
        context.SignIn(new ClaimsPrincipal(identity));
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null);
    }
}
