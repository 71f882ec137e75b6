using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Watchlists.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>All that is known of one entry, beside the list.</summary>
public partial class EntryPanel
{

    /// <summary>Entry.</summary>
    [Parameter]
    [EditorRequired]
    public EntryView View { get; set; } = null!;

    /// <summary>Whether the reader may look at photographs without an alert.</summary>
    [Parameter]
    public bool MayLook { get; set; }

    /// <summary>Whether the reader may change the entry now.</summary>
    [Parameter]
    public bool MayChange { get; set; }

    /// <summary>Whether the reader may remove the entry now.</summary>
    [Parameter]
    public bool MayRemove { get; set; }

    /// <summary>Whether the reader may suspend the entry now.</summary>
    [Parameter]
    public bool MaySuspend { get; set; }

    /// <summary>Whether the reader may propose the suspended entry again now.</summary>
    [Parameter]
    public bool MayLift { get; set; }

    /// <summary>Whether the reader may ask who looked at the entry.</summary>
    [Parameter]
    public bool MayTrace { get; set; }

    /// <summary>The list without this panel.</summary>
    [Parameter]
    public string CloseAddress { get; set; } = "";

    /// <summary>Asks for the reason and removes.</summary>
    [Parameter]
    public EventCallback<EntryView> OnRemove { get; set; }

    /// <summary>Asks for the reason and suspends.</summary>
    [Parameter]
    public EventCallback<(EntryView Entry, EntryFate Fate)> OnSuspend { get; set; }

    /// <summary>Asks for the reason and proposes the entry again.</summary>
    [Parameter]
    public EventCallback<EntryView> OnLift { get; set; }
}
