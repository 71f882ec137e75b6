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
    private Resources? spent;
    private SelfSavingDraft<RecordText> text = null!;
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

    private RecordText Text => new(narrative.Trim(), lessons.Trim(), wider) { Spent = spent };

    private IReadOnlyList<PurgeReceipt> Receipts => [.. view!.Retention.Lines.SelectMany(l => l.Receipts).OrderByDescending(r => r.At)];

    /// <summary>The answer of a button, or why the draft was not saved. Two people writing is shown by their words.</summary>
    private Outcome? Answer => outcome ?? (text.Theirs is null ? text.Refusal : null);

    private string KeptLine => view!.Retention switch
    {
        { IsHeld: false } => "All biometrics of this deployment are deleted.",
        { KeptUntil: { } until } => $"Biometrics are still kept. Lfr deletes each kind when it is due, the last by {ForceTime.DateAndTime(until)}.",
        _ => "Biometrics are still kept. It is not fixed yet when they must be deleted.",
    };

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind != ChangeKind.WorkerReport;

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        recordId = Guid.CreateVersion7(Time.GetUtcNow());
        text = new SelfSavingDraft<RecordText>(Time, InvokeAsync, DispatchExceptionAsync)
        {
            Written = () => Text,
            Save = async (written, read, cancellationToken) => await EditRecord.RunAsync(await Current.GetAsync(cancellationToken), Id, recordId, written, read, cancellationToken),
            Read = async cancellationToken => await Records.RunAsync(await Current.GetAsync(cancellationToken), Id, cancellationToken) is { Draft: { } draft } now ? (draft, now.Revision) : null,
            Hindrance = () => Wrong(publishes: false).Count == 0 ? null : "Not saved: a text is too long.",
            AfterItself = StateHasChanged,
        };
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        actor = await Current.GetAsync(Leaving);
        var now = await Records.RunAsync(actor, Id, Leaving);
        // One that was begun before the last save here says nothing new.
        if (now is not null && view is not null && now.Revision < text.Revision)
            return;
        view = now;
        loaded = true;
        if (!text.IsDirty)
            ShowDraft();
        // What is being written is not overwritten by what somebody else saved: the attempt is refused, and both stand side by side.
        else if (now is not null && now.Revision != text.Revision && !text.IsSaving)
            await text.KeepAsync(Leaving);
    }

    private void ShowDraft()
    {
        if (view?.Draft is { } draft)
            (narrative, lessons, wider, spent) = (draft.Narrative, draft.Lessons, draft.WiderArrests, draft.Spent);
        text.Show(view?.Revision ?? 0, saved: view?.Draft is not null);
    }

    private IReadOnlyList<TextPart> BothParts
    {
        get
        {
            TextPart[] parts =
            [
                new("What happened", Text.Narrative, text.Theirs!.Narrative),
                new("What we learn", Text.Lessons, text.Theirs.Lessons),
                new("Arrests of the wider operation that followed no alert", InWords(Text.WiderArrests), InWords(text.Theirs.WiderArrests)),
                new("Resources and cost", Text.Spent?.InWords() ?? "", text.Theirs.Spent?.InWords() ?? ""),
            ];
            return [.. parts.Where(p => p.Mine != p.Theirs)];
        }
    }

    private static string InWords(int? count) => count is { } known ? Words.Number(known) : "";

    private async Task TakeTheirsAsync()
    {
        text.Show(text.Revision, saved: true);
        await ReadAfreshAsync();
    }

    private Task KeepMineAsync()
    {
        var (before, theirs) = (text.Base!, text.Theirs!);
        (narrative, lessons, wider) = (TextPart.Merged(before.Narrative, Text.Narrative, theirs.Narrative), TextPart.Merged(before.Lessons, Text.Lessons, theirs.Lessons), TextPart.Merged(before.WiderArrests, wider, theirs.WiderArrests));
        spent = TextPart.Merged(before.Spent, spent, theirs.Spent);
        text.ChoseOwn();
        return Task.CompletedTask;
    }

    private string SavedLine => text.Line("the record", "The draft saves itself as you write.");

    private IReadOnlyList<FieldProblem> Wrong(bool publishes) => FormProblems.Of(new RecordTextValidator(publishes).Validate(Text));

    private void Wrote(Action change)
    {
        change();
        problems.Update(() => Wrong(publishing));
        text.Typed();
    }

    private Task MoveAwayAsync(LocationChangingContext context) => text.KeepRestAsync(Leaving);

    /// <inheritdoc/>
    protected override ValueTask LeaveAsync() => text.DisposeAsync();

    private async Task CloseDownAsync()
    {
        var read = view!.DeploymentRevision;
        var list = view!.Retention.Lines.Where(l => l.Kind is RetentionKind.Watchlist or RetentionKind.Everything && l.Keys > 0).Select(RetentionTable.Kept);
        var later = view.Retention.Lines.Where(l => l.Kind is not (RetentionKind.Watchlist or RetentionKind.Everything) && l.Keys > 0).Select(l => l.LastDue).Max();
        List<string> consequences =
        [
            $"Deleted for good: {string.Join("; ", list.DefaultIfEmpty("nothing of the list"))}. Their key is destroyed with them, so every copy becomes unreadable.",
            .. later is { } until ? (string[])[$"Pictures of alerts stay until they are due, the last until {ForceTime.DateAndTime(until)}."] : [],
            "Kept: who was listed, what was decided, and the figures.",
        ];
        if (await ConfirmDialog.AskAsync(Dialogs, new ConfirmQuestion("Close this deployment down?", "Close down and delete the list", Destroys: true, Consequences: consequences)))
            await DoAsync("The deployment is closed down. Below you see what was deleted and what is still kept.", a => CloseDown.RunAsync(a, Id, read, Leaving));
    }

    private void Dismiss() => (outcome, text.Refusal) = (null, null);

    private async Task SaveAsync()
    {
        if (await SavedAsync())
            (outcome, done) = (Outcome.Done, "Saved.");
        await ReadAfreshAsync();
    }

    private async Task<bool> SavedAsync(bool publishes = false)
    {
        text.Press();
        (outcome, publishing) = (null, publishes);
        return !problems.Refuse(Wrong(publishes)) && await text.KeepAsync(Leaving);
    }

    private async Task PublishAsync()
    {
        if (await SavedAsync(publishes: true))
            await DoAsync("The record is public.", a => PublishRecord.RunAsync(a, Id, text.Revision, Leaving));
    }

    private async Task CorrectAsync()
    {
        var correction = await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion(
            "Publish a correction?", "Publish the correction", "The earlier version stays visible beside it. The figures are computed again.", "What is corrected, and why", "The public reads this."));
        if (correction is null)
            return;
        if (await SavedAsync())
            await DoAsync("The correction is public.", a => CorrectRecord.RunAsync(a, Id, correction, text.Revision, Leaving));
    }

    private async Task DoAsync(string sentence, Func<Actor, Task<Outcome>> command)
    {
        text.Press();
        outcome = await command(await Current.GetAsync(Leaving));
        done = sentence;
        await ReadAfreshAsync();
    }
}
