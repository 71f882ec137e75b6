using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments.Parts;

/// <summary>Who may be looked for, and how many errors that will cost.</summary>
public partial class PlanWho
{
    /// <summary>Calibration of the engine.</summary>
    [Parameter]
    public Calibration? Calibration { get; set; }

    /// <summary>Policy, which says which categories there are.</summary>
    [Parameter]
    public PolicyPack? Policy { get; set; }

    /// <summary>Numbers of the policy.</summary>
    [Parameter]
    public PolicyNumbers? Numbers { get; set; }

    /// <summary>Entries of the list.</summary>
    [Parameter]
    public int ListSize { get; set; }

    private Task ChooseAsync(EntryCategory category, bool chosen)
    {
        if (chosen)
            Draft.Categories.Add(category);
        else
            Draft.Categories.Remove(category);
        return Changed.InvokeAsync();
    }
}
