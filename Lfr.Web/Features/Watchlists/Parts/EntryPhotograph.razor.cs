using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>The photograph of an entry, or why there is none to see.</summary>
public partial class EntryPhotograph
{
    private bool failed;
    private string? shown;

    /// <summary>Entry.</summary>
    [Parameter]
    [EditorRequired]
    public Guid EntryId { get; set; }

    /// <summary>Names the picture; <see langword="null"/> when it is destroyed.</summary>
    [Parameter]
    public string? Version { get; set; }

    /// <summary>What it shows: <c>Photograph of R-00007</c>.</summary>
    [Parameter]
    [EditorRequired]
    public string Alt { get; set; } = "";

    /// <summary>Whether the reader's role may look at it without an alert.</summary>
    [Parameter]
    public bool MayLook { get; set; }

    /// <summary>For rows of a list.</summary>
    [Parameter]
    public bool Small { get; set; }

    private string Absence => Version is null ? "Photograph deleted" : MayLook ? "The photograph could not be shown" : "Your role sees photographs on an alert only";

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (shown == Version)
            return;
        (shown, failed) = (Version, false);
    }
}
