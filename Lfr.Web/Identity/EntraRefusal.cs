using Lfr.Web.Urls;
using Microsoft.AspNetCore.Authentication;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace Lfr.Web.Identity;

/// <summary>Why somebody who came through the force's tenant is not signed in.</summary>
public enum EntraRefusal
{
    /// <summary>The tenant does not answer, so nobody can be sent there.</summary>
    Unreachable,

    /// <summary>The tenant said no, or the person gave up there.</summary>
    ByTheTenant,

    /// <summary>What came back was begun in another browser, too long ago, or used before.</summary>
    Stale,

    /// <summary>What came back is not a token of this tenant for this Lfr that is valid now.</summary>
    BadToken,

    /// <summary>The token names nobody.</summary>
    Nameless,

    /// <summary>The token does not say that the person signed in as strongly as this Lfr asks (<c>Identity:EntraProof</c>).</summary>
    Weak,

    /// <summary>An administrator locked or retired the account in Lfr.</summary>
    Locked,

    /// <summary>The account is not as the audit log left it.</summary>
    Altered,

    /// <summary>Too many people were changing something at the same moment, or nothing can be recorded.</summary>
    Busy,
}

/// <summary>Finds out why a sign-in failed.</summary>
internal static class EntraRefusals
{
    /// <summary>Fails the sign-in for a reason that Lfr itself has.</summary>
    public static void Refuse(this Microsoft.AspNetCore.Authentication.OpenIdConnect.TokenValidatedContext context, EntraRefusal why, string sentence)
    {
        context.HttpContext.Items[typeof(EntraRefusal)] = why;
        context.Fail(sentence);
    }

    /// <summary>The page that says the reason and, where there is one, the tenant's own number for it.</summary>
    public static string Page(EntraRefusal why, string code) => $"{LfrRoutes.SignInRefusedPage}?because={why}{(code.Length == 0 ? "" : $"&code={code}")}";

    /// <summary>The reason behind a failure.</summary>
    public static EntraRefusal Of(RemoteFailureContext context) => context.HttpContext.Items[typeof(EntraRefusal)] as EntraRefusal? ?? context.Failure switch
    {
        OpenIdConnectProtocolInvalidNonceException => EntraRefusal.Stale,
        OpenIdConnectProtocolException { Data: var data } when data.Contains("error") => EntraRefusal.ByTheTenant,
        SecurityTokenException or ArgumentException or OpenIdConnectProtocolException => EntraRefusal.BadToken,
        InvalidOperationException or IOException or HttpRequestException => EntraRefusal.Unreachable,
        // The handler's own words: the state or its cookie is missing or not ours.
        _ => EntraRefusal.Stale,
    };
}
