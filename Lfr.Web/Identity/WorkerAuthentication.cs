using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Lfr.Web.Identity;

/// <summary>Signs a worker in by its key (<c>Authorization: Bearer …</c>). A worker is never a person and a person's cookie is never a worker.</summary>
public sealed class WorkerAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, WorkerKey key)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>Name of the scheme and of the policy that asks for it.</summary>
    public const string Name = "Worker";

    private const string Prefix = "Bearer ";

    /// <inheritdoc/>
    protected override Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return Task.FromResult(AuthenticateResult.NoResult());
        if (!key.Matches(header[Prefix.Length..].Trim()))
            return Task.FromResult(AuthenticateResult.Fail("The worker's key is not the one of this installation."));

        var identity = new ClaimsIdentity([new Claim(LfrClaims.Worker, "true"), new Claim(ClaimTypes.NameIdentifier, "worker")], Name);
        return Task.FromResult(AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name)));
    }
}
