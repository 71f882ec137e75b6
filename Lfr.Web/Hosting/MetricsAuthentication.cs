using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace Lfr.Web.Hosting;

/// <summary>
/// Lets a Prometheus server in by the key of <see cref="TelemetryOptions.MetricsKey"/> (<c>Authorization: Bearer …</c>), and only to <c>/metrics</c>. It is never a
/// person, and neither a person's cookie nor a worker's key opens <c>/metrics</c>.
/// </summary>
public sealed class MetricsAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, LfrOptions settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string Name = "Metrics";

    private const string Prefix = "Bearer ";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(AuthenticateResult.NoResult());
        if (settings.Telemetry.MetricsKey is not { } key || !CryptographicOperations.FixedTimeEquals(Digest(key), Digest(header[Prefix.Length..].Trim())))
            return Task.FromResult(AuthenticateResult.Fail("The key is not the one of Telemetry:MetricsKey."));

        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, "metrics")], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return base.HandleChallengeAsync(properties);
    }

    // Digests have one length, so that the time of the comparison says nothing about the key's.
    private static byte[] Digest(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));
}
