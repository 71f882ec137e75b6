using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>What must not be overlooked about an entry, each with an icon and a word.</summary>
public partial class FlagChips
{
    /// <summary>The flags.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<EntryFlag> Flags { get; set; } = [];

    private static string IconOf(EntryFlag flag) => flag switch
    {
        EntryFlag.Child => MudBlazor.Icons.Material.Filled.ChildCare,
        EntryFlag.Vulnerable => MudBlazor.Icons.Material.Filled.HealthAndSafety,
        EntryFlag.OldPhotograph => MudBlazor.Icons.Material.Filled.History,
        EntryFlag.CustodyUnconvicted => MudBlazor.Icons.Material.Filled.Gavel,
        _ => MudBlazor.Icons.Material.Filled.PeopleAlt,
    };
}
