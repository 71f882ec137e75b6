using System.Security.Claims;
using System.Text.Encodings.Web;
using Lfr.Shared.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace Lfr.Web.Identity;

/// <summary>
/// Signs another system in by its key (<c>Authorization: Bearer lfr_…</c>, <see cref="SystemClient"/>). A system is never a person, and a person's cookie is never a system. Whoever gives a wrong key is not
/// told what is wrong with it; the log of the program is.
/// </summary>
public sealed partial class SystemAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, Systems systems)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    /// <summary>Name of the scheme and of the policy that asks for it.</summary>
    public const string Name = "System";

    private const string Prefix = "Bearer ";
    private static readonly object ActorKey = new();
    private static readonly object ToldKey = new();

    /// <summary>The system that asks.</summary>
    /// <exception cref="InvalidOperationException">None does: the address does not ask for one.</exception>
    public static Actor ActorOf(HttpContext context) =>
        context.Items[ActorKey] as Actor ?? throw new InvalidOperationException("No system signed in to this request.");

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            return AuthenticateResult.NoResult();
        if (SystemClient.Read(header[Prefix.Length..].Trim()) is not var (id, secret))
            return Refuse(Guid.Empty, "It gave something that is no key.");
        var (client, problem) = await systems.FindWithKeyAsync(id, Context.RequestAborted);
        if (client is null)
            return Refuse(id, problem!);
        if (!client.IsKeyOf(secret))
            return Refuse(id, "Its key is another one.");
        if (!client.MayComeFrom(Context.Connection.RemoteIpAddress))
            return Refuse(id, "It came from an address that is not among its networks.");
        if (problem is not null)
        {
            // Whoever has the key may know.
            Context.Items[ToldKey] = problem;
            return Refuse(id, problem);
        }

        Context.Items[ActorKey] = Systems.AsActor(client);
        // No claim that a person has: nothing here takes a system for an account.
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, client.Signs)], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = StatusCodes.Status401Unauthorized;
        Response.Headers.WWWAuthenticate = "Bearer";
        return Response.WriteAsJsonAsync(
            new Microsoft.AspNetCore.Mvc.ProblemDetails
            {
                Status = StatusCodes.Status401Unauthorized,
                Title = "Not signed in",
                Detail = Context.Items[ToldKey] as string ?? "This address needs the key of a system, as a bearer token (lfr_…), that is confirmed, not revoked, not expired, and used from one of its networks. The key was shown once, when the second administrator confirmed the system. If it is lost, an administrator revokes the system and asks for it again, under Other systems.",
            },
            options: null,
            "application/problem+json",
            Context.RequestAborted);
    }

    private AuthenticateResult Refuse(Guid id, string why)
    {
        LogRefused(Logger, id, SourceAddress.Of(Context), why);
        return AuthenticateResult.Fail(why);
    }

    [LoggerMessage(LogLevel.Warning, "System {Id} was refused, from {Source}: {Why}")]
    private static partial void LogRefused(ILogger logger, Guid id, string source, string why);
}
