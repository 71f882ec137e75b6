namespace Lfr.Web.Identity;

/// <summary>The limit under which every endpoint of signing in stands.</summary>
public static class SignInLimit
{
    /// <summary>Name of its policy.</summary>
    public const string Name = "sign-in";
}
