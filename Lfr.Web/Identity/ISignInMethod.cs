using Lfr.Web.Urls;

namespace Lfr.Web.Identity;

/// <summary>The way in: by Lfr's own accounts or by the force's Entra tenant.</summary>
public interface ISignInMethod
{
    /// <summary>Maps the endpoints of this way in.</summary>
    void Map(WebApplication app);

    /// <summary>Ends what this way in keeps beside Lfr's session, which has ended, and sends the browser on.</summary>
    Task<IResult> LeaveAsync(HttpContext context);
}

/// <summary>Where a person may be sent after signing in: only within Lfr.</summary>
public static class ReturnPath
{
    /// <summary><paramref name="asked"/> when it is a path of this site, the home page otherwise.</summary>
    public static string Or(string? asked) =>
        // A browser drops tabs and line breaks from an address, so that "/<tab>/evil" would be another site; what is not ASCII does not fit into a header.
        asked is ['/', ..] and not ['/', '/' or '\\', ..] && asked.All(c => c is > ' ' and <= '~') ? asked : LfrRoutes.Home;
}
