using System.Security.Cryptography;

namespace Lfr.Web.Components;

/// <summary>What the scripts and style elements of one answer carry, and its security policy names: no other script runs, and no other style applies. An answer that nobody asked for one has no scripts.</summary>
public sealed class PageNonce
{
    private PageNonce()
    {
    }

    /// <summary>128 random bits in Base64.</summary>
    public string Value { get; } = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether MudBlazor draws the page, which sets style attributes.</summary>
    public bool StylesAttributes { get; private set; }

    /// <summary>The nonce of an answer that starts a circuit.</summary>
    public static PageNonce ForCircuit(HttpContext context)
    {
        var nonce = For(context);
        nonce.StylesAttributes = true;
        return nonce;
    }

    /// <summary>The nonce of this answer; made when it is first asked for.</summary>
    public static PageNonce For(HttpContext context)
    {
        if (Of(context) is { } known)
            return known;
        var made = new PageNonce();
        context.Items[typeof(PageNonce)] = made;
        return made;
    }

    /// <summary>The nonce of this answer; <see langword="null"/> when it has no scripts.</summary>
    public static PageNonce? Of(HttpContext context) => context.Items[typeof(PageNonce)] as PageNonce;
}
