namespace Lfr.Web.Identity;

/// <summary>Where a session is opened.</summary>
/// <param name="Source">Address, as <see cref="SourceAddress"/> keeps it.</param>
/// <param name="Browser">Browser in words.</param>
public sealed record SignInPlace(string Source, string Browser)
{
    /// <summary>Where this request comes from.</summary>
    public static SignInPlace Of(HttpContext context) => new(SourceAddress.Of(context), BrowserName.Of(context));
}
