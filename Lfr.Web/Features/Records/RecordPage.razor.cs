using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Features.Records.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Lfr.Web.Features.Records;

/// <summary>After the run: alerts without an outcome, the close-down with its receipt, the figures, the words, and what the public reads.</summary>
public sealed partial class RecordPage
{
    private Actor actor = CurrentActor.Nobody;
    private RecordView? view;
    private bool loaded;
    private Guid recordId;
    private string narrative = "";
    private string lessons = "";
    private int? wider;
    private bool touched;
    private readonly SemaphoreSlim oneSave = new(1, 1);
    private bool saving;
    private RecordText? savedText;
    private DateTimeOffset? savedAt;
    private AfterRest? afterRest;
    private long revision;
    private bool keptItself;
    private bool publishing;
    private readonly FormProblems problems = new();
    private Outcome? outcome;
    private string? done;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ReadRecord Records { get; set; } = null!;

    [Inject]
    private CloseDown CloseDown { get; set; } = null!;

    [Inject]
    private EditRecord EditRecord { get; set; } = null!;

    [Inject]
    private PublishRecord PublishRecord { get; set; } = null!;

    [Inject]
    private CorrectRecord CorrectRecord { get; set; } = null!;

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private bool MayCloseDown => Permissions.CloseDown.IsDoneBy(actor);

    private bool MayWrite => Permissions.WriteRecords.IsDoneBy(actor);

    private bool MayPublish => actor.Is(Roles.AuthorisingOfficer);

    private RecordText? Theirs => touched && view is { Draft: { } draft } && view.Revision != revision ? draft : null;

    private RecordText Text => new(narrative.Trim(), lessons.Trim(), wider);

    private IReadOnlyList<PurgeReceipt> Receipts => [.. view!.Retention.Lines.SelectMany(l => l.Receipts).OrderByDescending(r => r.At)];

    private string KeptLine => view!.Retention switch
    {
        { IsHeld: false } => "All biometrics of this deployment are deleted.",
        { KeptUntil: { } until } => $"Biometrics are still kept. Lfr deletes each kind when it is due, the last by {LondonTime.DateAndTime(until)}.",
        _ => "Biometrics are still kept. It is not fixed yet when they must be deleted.",
    };

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind != ChangeKind.WorkerReport;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        recordId = Guid.CreateVersion7(Time.GetUtcNow());
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Current.GetAsync(Leaving);
        var now = await Records.RunAsync(actor, Id, Leaving);
        // One that was begun before the last save here says nothing new.
        if (now is not null && view is not null && now.Revision < revision)
            return;
        view = now;
        loaded = true;
        // What is being written is not overwritten by what somebody else saved.
        if (!touched)
            TakeTheirs();
    }

    private void TakeTheirs()
    {
        if (view?.Draft is { } draft)
            (narrative, lessons, wider) = (draft.Narrative, draft.Lessons, draft.WiderArrests);
        revision = view?.Revision ?? 0;
        savedText = view?.Draft is null ? null : Text;
        touched = false;
    }

    private string SavedLine => Theirs is not null ? "Not saved: somebody else changed the record." : !IsSavable ? "Not saved: a text is too long." : saving ? "Saving…" : touched ? "Saves itself in a moment…"
        : savedAt is { } at ? $"Draft saved {LondonTime.Time(at)}." : "The draft saves itself as you write.";

    private bool IsSavable => Wrong(publishes: false).Count == 0;

    private IReadOnlyList<FieldProblem> Wrong(bool publishes) => FormProblems.Of(new RecordTextValidator(publishes).Validate(Text));

    private void Wrote(Action change)
    {
        change();
        touched = true;
        problems.Update(() => Wrong(publishing));
        SaveAfterRest();
    }

    private void SaveAfterRest() => (afterRest ??= new AfterRest(Time, InvokeAsync, DispatchExceptionAsync)).Begin(async () =>
    {
        keptItself = true;
        await KeepAsync(Leaving);
        StateHasChanged();
    });

    /// <summary>Saves what was written, one save after another; returns whether everything that was on the screen is saved.</summary>
    private async Task<bool> KeepAsync(CancellationToken cancellationToken)
    {
        await oneSave.WaitAsync(cancellationToken);
        try
        {
            var (text, before) = (Text, revision);
            if (text == savedText)
            {
                touched = false;
                return true;
            }

            if (Theirs is not null || !IsSavable)
                return false;
            saving = true;
            var kept = await EditRecord.RunAsync(await Current.GetAsync(cancellationToken), Id, recordId, text, before, cancellationToken);
            if (!kept.Succeeded)
            {
                outcome = kept;
                return false;
            }

            // The count goes up by one; asking would take somebody else's later change for this one.
            (revision, savedText, savedAt, touched) = (before + 1, text, Time.GetUtcNow(), Text != text);
            // What was refused before was said of other words.
            if (outcome is { Succeeded: false })
                outcome = null;
            return true;
        }
        finally
        {
            saving = false;
            oneSave.Release();
        }
    }

    private async Task MoveAwayAsync(LocationChangingContext context)
    {
        afterRest?.Stop();
        if (touched)
            await KeepAsync(Leaving);
    }

    /// <inheritdoc/>
    protected override async ValueTask LeaveAsync()
    {
        afterRest?.Dispose();
        // The page or its circuit goes away: what was typed last is kept, after whatever is being saved.
        if (touched)
            await KeepAsync(CancellationToken.None);
    }

    // Their words were read; the next save replaces them knowingly.
    private void KeepMine() => revision = view!.Revision;

    private async Task CloseDownAsync()
    {
        var read = view!.DeploymentRevision;
        var list = view!.Retention.Lines.Where(l => l.Kind is RetentionKind.Watchlist or RetentionKind.Everything && l.Keys > 0).Select(RetentionTable.Kept);
        var later = view.Retention.Lines.Where(l => l.Kind is not (RetentionKind.Watchlist or RetentionKind.Everything) && l.Keys > 0).Select(l => l.LastDue).Max();
        List<string> consequences =
        [
            $"Deleted for good: {string.Join("; ", list.DefaultIfEmpty("nothing of the list"))}. Their key is destroyed with them, so every copy becomes unreadable.",
            .. later is { } until ? (string[])[$"Pictures of alerts stay until they are due, the last until {LondonTime.DateAndTime(until)}."] : [],
            "Kept: who was listed, what was decided, and the figures.",
        ];
        if (await ConfirmDialog.AskAsync(Dialogs, new ConfirmQuestion("Close this deployment down?", "Close down and delete the list", Destroys: true, Consequences: consequences)))
            await DoAsync("The deployment is closed down. Below you see what was deleted and what is still kept.", a => CloseDown.RunAsync(a, Id, read, Leaving));
    }

    private async Task SaveAsync()
    {
        if (await SavedAsync())
            (outcome, done) = (Outcome.Done, "Saved.");
        await ReadAfreshAsync();
    }

    private async Task<bool> SavedAsync(bool publishes = false)
    {
        afterRest?.Stop();
        (outcome, keptItself, publishing) = (null, false, publishes);
        return !problems.Refuse(Wrong(publishes)) && await KeepAsync(Leaving);
    }

    private async Task PublishAsync()
    {
        if (await SavedAsync(publishes: true))
            await DoAsync("The record is public.", a => PublishRecord.RunAsync(a, Id, revision, Leaving));
    }

    private async Task CorrectAsync()
    {
        var correction = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            "Publish a correction?", "Publish the correction", "The earlier version stays visible beside it. The figures are computed again.", "What is corrected, and why", "The public reads this."));
        if (correction is null)
            return;
        if (await SavedAsync())
            await DoAsync("The correction is public.", a => CorrectRecord.RunAsync(a, Id, correction, revision, Leaving));
    }

    private async Task DoAsync(string sentence, Func<Actor, Task<Outcome>> command)
    {
        keptItself = false;
        outcome = await command(await Current.GetAsync(Leaving));
        done = sentence;
        await ReadAfreshAsync();
    }
}
