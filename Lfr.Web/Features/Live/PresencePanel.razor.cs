using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Live.Commands;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>Asks in time whether officers are still at the cameras (R50). Nothing is asked while the last answer holds.</summary>
public sealed partial class PresencePanel
{
    /// <summary>Deployment.</summary>
    [Parameter]
    [EditorRequired]
    public Guid DeploymentId { get; set; }

    /// <summary>Until when the last confirmation holds; <see langword="null"/> where nobody asks.</summary>
    [Parameter]
    [EditorRequired]
    public Presence? Presence { get; set; }

    /// <summary>Who looks.</summary>
    [Parameter]
    [EditorRequired]
    public Actor Actor { get; set; } = null!;

    /// <summary>Now, as the page's clock says.</summary>
    [Parameter]
    [EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>Runs a command and shows its outcome; the text says what did not happen if it is refused.</summary>
    [Parameter]
    [EditorRequired]
    public Func<string, Func<Actor, CancellationToken, Task<Outcome>>, Task> Do { get; set; } = null!;

    [Inject]
    private ConfirmPresence Confirm { get; set; } = null!;

    private string Due(Presence presence) => (presence.IsOverdue(Now), presence.Pauses) switch
    {
        (true, true) => "Nobody confirmed it in time; Lfr pauses the run.",
        (true, false) => "Nobody confirmed it in time.",
        (false, true) => $"Without an answer before {Words.Time(presence.Due)} Lfr pauses the run.",
        (false, false) => $"It is to be confirmed before {Words.Time(presence.Due)}.",
    };

    private Task ConfirmAsync() => Do("The confirmation was not kept", (actor, cancel) => Confirm.RunAsync(actor, DeploymentId, cancel));
}
