using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>Result of a command. A refusal says what happened, why, what to do and who can, and where the rule comes from; a success is a short line.</summary>
public partial class OutcomeAlert
{
    private ElementReference box;
    private Outcome? focused;

    /// <summary>The answer; nothing is drawn while it is <see langword="null"/>.</summary>
    [Parameter]
    public Outcome? Outcome { get; set; }

    /// <summary>What a success says; nothing is drawn for a success without it.</summary>
    [Parameter]
    public string? Done { get; set; }

    /// <summary>What happened, as the headline of a refusal: <c>The deployment did not go live</c>. Without it the kind of refusal says it.</summary>
    [Parameter]
    public string? Title { get; set; }

    /// <summary>Draws a button that hides the message.</summary>
    [Parameter]
    public EventCallback OnDismiss { get; set; }

    /// <summary>
    /// Whether a new refusal takes the focus, so that nobody has to look for what was refused. Not where something saved itself while somebody types on, nor in
    /// the live room, where the keys belong to the alert.
    /// </summary>
    [Parameter]
    public bool TakesFocus { get; set; } = true;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (ReferenceEquals(Outcome, focused))
            return;
        focused = Outcome;
        if (TakesFocus && Outcome is { Succeeded: false })
            await box.FocusAsync();
    }

    private static string Headline(Outcome refused) => refused.Refusals.Count > 1 && refused.Refusals.All(r => r.Kind == RefusalKind.Rule)
        ? $"Not done: {refused.Refusals.Count} rules do not allow it"
        : refused.Refusals[0].Kind.InWords();
}
