using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>What became of a command. A refusal says which rule, why, where it comes from and who can clear it; a success is a short line.</summary>
public partial class OutcomeAlert
{
    /// <summary>The answer; nothing is drawn while it is <see langword="null"/>.</summary>
    [Parameter]
    public Outcome? Outcome { get; set; }

    /// <summary>What a success says; nothing is drawn for a success without it.</summary>
    [Parameter]
    public string? Done { get; set; }

    /// <summary>Headline of a refusal: <c>The deployment did not go live</c>.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Draws a button that hides the message.</summary>
    [Parameter]
    public EventCallback OnDismiss { get; set; }
}
