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
    private Guid? replaced;
    private string newKey = "";
    private string whyReplaced = "";
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
    private ReplaceWorkerKey Replace { get; set; } = null!;

    [Inject]
    private SendTestMail TestMail { get; set; } = null!;

    [Inject]
    private RenewRecoveryKeys Renew { get; set; } = null!;

    private IEnumerable<WorkerLine> Replaceable => view!.Workers.Where(w => w is { IsRevoked: false, IsCoHosted: false });

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

    /// <summary>How busy a worker is: frames that arrive, how late a face is judged, what the machine leaves out.</summary>
    private static string? Load(WorkerLine worker)
    {
        if (worker is not { Runs: not null, Seen: { IsConnected: true, Status: { Cameras: { Count: > 0 } cameras } status } })
            return null;
        var slowest = cameras.Max(c => c.MedianLatency);
        var every = cameras.Max(c => c.DetectEvery);
        return $"{Words.Count(cameras.Count, "camera", "cameras")}, {Words.Number(cameras.Sum(c => c.FramesPerSecond))} frames a second"
            + (slowest is { } late ? $", a face is judged after {Words.Number(late)} ms" : "")
            + (every > 1 ? $"; too busy to look for faces in more than one frame of {every}" : "")
            + (status.AlertsWaiting > 0 ? $"; {Words.Count(status.AlertsWaiting, "alert waits", "alerts wait")} to be delivered" : "") + ".";
    }

    private static string? Problem(WorkerLine worker) => !worker.IsRevoked && worker.Seen is { IsConnected: true } seen ? seen.Hello.Problem ?? seen.Status?.Problem : null;

    private async Task RegisterAsync()
    {
        await DoAsync(now => Register.RunAsync(now, name, key, Leaving), $"{name.Trim()} is registered and may connect.");
        if (outcome!.Succeeded)
            (name, key) = ("", "");
    }

    private async Task ReplaceAsync()
    {
        if (Replaceable.FirstOrDefault(w => w.Id == replaced) is not { } worker)
        {
            (outcome, done) = (Outcome.Incomplete("No worker is chosen.", "Choose the worker whose key is replaced."), "");
            return;
        }

        await DoAsync(now => Replace.RunAsync(now, worker.Id, newKey, whyReplaced, Leaving), $"{worker.Name} has a new key; the old one works no longer.");
        if (outcome!.Succeeded)
            (replaced, newKey, whyReplaced) = (null, "", "");
    }

    private Task TestMailAsync() => DoAsync(now => TestMail.RunAsync(now, Leaving), "The mail server took a test mail to your address.");

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
