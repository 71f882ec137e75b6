using Lfr.Shared.Identity;
using Microsoft.AspNetCore.Authorization;

namespace Lfr.Web.Components;

/// <summary>
/// Whose page it is: whoever does, or sees, what one line of the table of duties says (<see cref="Permissions"/>). Everybody else reads instead whom to ask.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class OpenToAttribute : AuthorizeAttribute
{
    /// <summary>The page of those who do it, and of those who only see it where <paramref name="onlyDoers"/> is not said.</summary>
    /// <param name="permission">Name of the line.</param>
    /// <param name="onlyDoers">Whether it is a page for doing it.</param>
    public OpenToAttribute(string permission, bool onlyDoers = false)
    {
        Permission = Permissions.Named(permission);
        OnlyDoers = onlyDoers;
        Roles = string.Join(',', onlyDoers ? Permission.Do : Permission.See);
    }

    /// <summary>The line.</summary>
    public Permission Permission { get; }

    /// <summary>Whether the page is for those alone who do it.</summary>
    public bool OnlyDoers { get; }
}
