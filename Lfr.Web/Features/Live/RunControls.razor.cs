using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Shared;
using Lfr.Web.Features.Live.Commands;
using Lfr.Web.Features.Live.Queries;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Live;

/// <summary>The buttons that steer a run: pause, resume, stop, and release what somebody above the operator ordered.</summary>
public sealed partial class RunControls
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
    private PauseRun PauseRun { get; set; } = null!;

    [Inject]
    private ResumeRun ResumeRun { get; set; } = null!;

    [Inject]
    private StopRun StopRun { get; set; } = null!;

    [Inject]
    private ReleaseRun ReleaseRun { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private bool MaySteer => CommandDuties.Of(Actor) is not null;

    /// <summary>Somebody below paused it: whoever stands above can make it their own pause, which only they release.</summary>
    private bool MayTakeOver => Room is { State: DeploymentState.Paused, Hold: null } && IsAboveTheOperator;

    private bool IsAboveTheOperator => CommandDuties.Of(Actor) > CommandDuty.Operator;

    private Task ResumeAsync() => Do("The run was not resumed", (actor, cancel) => ResumeRun.RunAsync(actor, Room.DeploymentId, Room.Revision, cancel));

    private async Task PauseAsync()
    {
        var reason = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            "Pause the run?", "Pause",
            $"Nothing is compared until somebody resumes. The list stays loaded, alerts that wait stay.{(IsAboveTheOperator ? " An operator cannot resume before you release it." : "")}",
            Hint: "It stays in the record."));
        if (reason is not null)
            await Do("The run was not paused", (actor, cancel) => PauseRun.RunAsync(actor, Room.DeploymentId, reason, cancel));
    }

    private async Task ReleaseAsync()
    {
        var seen = Room.Revision;
        var reason = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            "Release the run?", "Release", $"{Room.Hold?.Ordered()} Releasing starts nothing: an operator then resumes or goes live.",
            Label: "Why may it go on?", Hint: "It stays in the record."));
        if (reason is not null)
            await Do("The run was not released", (actor, cancel) => ReleaseRun.RunAsync(actor, Room.DeploymentId, seen, reason, cancel));
    }

    private async Task StopAsync()
    {
        var reason = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            "Stop the run?", "Stop", "The run ends, and its licence with it.", Hint: "It stays in the record.", Grave: true,
            Consequences:
            [
                "The cameras are closed and the list leaves the worker's memory.", "Alerts that wait can still be answered.", "Going live again needs every rule to hold again.",
                .. IsAboveTheOperator ? (string[])["An operator cannot go live again before you release it."] : [],
            ]));
        if (reason is not null)
            await Do("The run was not stopped", (actor, cancel) => StopRun.RunAsync(actor, Room.DeploymentId, reason, cancel));
    }
}
