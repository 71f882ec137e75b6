using Lfr.Web.Data;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Lfr.Web.Identity;

/// <summary>What a browser asks about its own session.</summary>
public static class SessionEndpoints
{
    /// <summary>
    /// Maps <c>POST /sign-out</c>, a form with an antiforgery token, and <c>POST /session</c>, with which a page says that its person pressed a key or a
    /// button. Nobody gains by sending the latter for somebody else, so it needs no token.
    /// </summary>
    public static void Map(WebApplication app)
    {
        app.MapPost(LfrRoutes.SignOut, SignOutAsync).AllowAnonymous();
        app.MapPost(LfrRoutes.Session, async (HttpContext context, StaffSessions sessions, CancellationToken cancellationToken) =>
        {
            if (StaffSessions.Of(context.User) is { } id)
                await sessions.SeenAsync(id, cancellationToken);
            return Results.NoContent();
        });
        // A page that lost its connection asks whether it is because its session ended.
        app.MapGet(LfrRoutes.Session, () => Results.NoContent());
    }

    /// <summary>Gives the browser the cookie of a session.</summary>
    internal static Task GiveCookieAsync(HttpContext context, string key, Guid account) =>
        context.SignInAsync(IdentityConstants.ApplicationScheme, LfrClaims.Ticket(key, account), new AuthenticationProperties { IsPersistent = false });

    private static async Task<IResult> SignOutAsync(
        HttpContext context, SignOut here, SignOutEverywhere everyDevice, CurrentActor current, ISignInMethod method, [FromForm(Name = "everywhere")] bool? all, CancellationToken cancellationToken)
    {
        if (StaffSessions.Of(context.User) is not null)
        {
            var actor = await current.GetAsync(cancellationToken);
            var outcome = all == true ? await everyDevice.RunAsync(actor, cancellationToken) : await here.RunAsync(context.User, actor, cancellationToken);
            if (!outcome.Succeeded)
                return Results.Text($"You are still signed in. {outcome.Explanation}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        await context.SignOutAsync(IdentityConstants.ApplicationScheme);
        return await method.LeaveAsync(context);
    }
}
