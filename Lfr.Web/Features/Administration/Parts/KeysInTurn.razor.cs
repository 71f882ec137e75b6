using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration.Parts;

/// <summary>Shows the codes for the recovery one after the other, each to the officer who keeps it, so that the administrator who makes them need see neither.</summary>
public sealed partial class KeysInTurn
{
    private IReadOnlyList<RecoveryKey> known = [];
    private int turn;
    private bool isShown;

    /// <summary>The codes that were made; none where there is nothing to show.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<RecoveryKey> Keys { get; set; } = [];

    private RecoveryKey? Turn => turn < known.Count ? known[turn] : null;

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(known, Keys))
            return;
        (known, turn, isShown) = (Keys, 0, false);
    }

    private Task ShowAsync()
    {
        isShown = true;
        return Task.CompletedTask;
    }

    private Task HideAsync()
    {
        (turn, isShown) = (turn + 1, false);
        return Task.CompletedTask;
    }
}
