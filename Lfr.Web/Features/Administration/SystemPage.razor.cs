using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace Lfr.Web.Features.Administration;

/// <summary>How the installation is: health, workers, models in use, settings.</summary>
public sealed partial class SystemPage
{
    private Actor actor = CurrentActor.Nobody;
    private SystemView? view;
    private Outcome? outcome;
    private string done = "";
    private string name = "";
    private string key = "";
    private string keeperOne = "";
    private string keeperTwo = "";
    private IReadOnlyList<RecoveryKey> keys = [];

    [Inject]
    private ReadSystem Read { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private RegisterWorker Register { get; set; } = null!;

    [Inject]
    private RevokeWorker Revoke { get; set; } = null!;

    [Inject]
    private RenewRecoveryKeys Renew { get; set; } = null!;

    private bool Manages => Permissions.ManageWorkers.IsDoneBy(actor);

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.Kind == ChangeKind.Worker;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Current.GetAsync(Leaving);
        view = await Read.RunAsync(actor, Leaving);
    }

    private static string StateOf(WorkerLine worker) => worker switch
    {
        { IsRevoked: true } => "Revoked",
        { Seen.IsConnected: true, Seen.Hello.Problem: not null } => "Cannot run",
        { Seen.IsConnected: true } => "Connected",
        _ => "Away",
    };

    private static Tone ToneOf(WorkerLine worker) => StateOf(worker) switch
    {
        "Connected" => Tone.Good,
        "Cannot run" => Tone.Bad,
        _ => Tone.Quiet,
    };

    private static string? Problem(WorkerLine worker) => !worker.IsRevoked && worker.Seen is { IsConnected: true } seen ? seen.Hello.Problem ?? seen.Status?.Problem : null;

    private async Task RegisterAsync()
    {
        await DoAsync(now => Register.RunAsync(now, name, key, Leaving), $"{name.Trim()} is registered and may connect.");
        if (outcome!.Succeeded)
            (name, key) = ("", "");
    }

    private async Task RenewAsync()
    {
        keys = [];
        await DoAsync(
            async now =>
            {
                (var made, keys) = await Renew.RunAsync(now, [keeperOne, keeperTwo], Leaving);
                return made;
            },
            "New codes for the recovery are made; earlier ones ended.");
        if (outcome!.Succeeded)
            (keeperOne, keeperTwo) = ("", "");
    }

    private async Task RevokeAsync(WorkerLine worker)
    {
        var question = new ReasonQuestion($"Revoke {worker.Name}?", "Revoke", "For a worker that was stolen, lost or replaced. Its key never works again.", Grave: true, Consequences: ["It is cut off at once, and what it runs is stopped."]);
        if (await ReasonDialog.AskAsync(Dialogs, question) is { } reason)
            await DoAsync(now => Revoke.RunAsync(now, worker.Id, reason, Leaving), $"{worker.Name} is revoked.");
    }

    private async Task DoAsync(Func<Actor, Task<Outcome>> command, string said)
    {
        (outcome, done) = (await command(await Current.GetAsync(Leaving)), said);
        await ReadAfreshAsync();
    }
}
