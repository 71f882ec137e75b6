using Lfr.Web.Data;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration.Parts;

/// <summary>The fields of who a person is; the same for an invitation and on the person's page.</summary>
public sealed partial class ParticularsFields
{
    /// <summary>What is written.</summary>
    [Parameter]
    [EditorRequired]
    public ParticularsDraft Draft { get; set; } = null!;

    /// <summary>Something was written.</summary>
    [Parameter]
    public EventCallback Changed { get; set; }

    /// <summary>Whether it is only read.</summary>
    [Parameter]
    public bool ReadOnly { get; set; }

    private Task SetAsync(Action change)
    {
        change();
        return Changed.InvokeAsync();
    }

    [Inject]
    private PolicyNow InForce { get; set; } = null!;
}
