namespace Lfr.Web.Components;

/// <summary>Razor components, MudBlazor and static files.</summary>
public static class ShellRegistration
{
    /// <summary>Registers components.</summary>
    public static void AddLfrShell(this WebApplicationBuilder builder)
    {
    }

    /// <summary>Maps static files and pages.</summary>
    public static void MapLfrShell(this WebApplication app)
    {
    }
}
