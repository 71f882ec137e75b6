using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Live;

/// <summary>
/// Shown while a run with too many false alerts (R30) waits for Silver: takes Silver's written decision. A rate that is only in doubt stands beside the
/// count.
/// </summary>
public sealed partial class FalseAlertDecisionPanel
{
    /// <summary>Room.</summary>
    [Parameter]
    [EditorRequired]
    public LiveRoom Room { get; set; } = null!;

    /// <summary>Who looks.</summary>
    [Parameter]
    [EditorRequired]
    public Actor Actor { get; set; } = null!;

    /// <summary>Runs a command and shows its outcome; the text says what did not happen if it is refused.</summary>
    [Parameter]
    [EditorRequired]
    public Func<string, Func<Actor, CancellationToken, Task<Outcome>>, Task> Do { get; set; } = null!;

    [Inject]
    private DecideOnFalseAlerts Decide { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private bool MayDecide => CommandDuties.Of(Actor) > CommandDuty.Operator;

    private async Task DecideAsync(FalseAlertChoice choice)
    {
        var seen = Room.Tally.Wrong;
        var goesOn = choice == FalseAlertChoice.GoOn;
        var reason = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            goesOn ? "Let the run go on?" : "Stop the run?", goesOn ? "Go on" : "Stop",
            goesOn ? $"{Room.FalseAlerts?.Sentence} You are asked again after the next false alert." : $"{Room.FalseAlerts?.Sentence} An operator cannot go live again before you release it.",
            Hint: "It stays in the record.", Grave: !goesOn));
        if (reason is not null)
            await Do("The decision was not kept", (actor, cancel) => Decide.RunAsync(actor, Room.DeploymentId, choice, seen, reason, cancel));
    }
}
