using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.Notices.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using MudBlazor;

namespace Lfr.Web.Features.Notices;

/// <summary>Writing the public notice beside what the public will read. What is typed saves itself; the public sees nothing until it is published.</summary>
public sealed partial class NoticeEditor
{
    private readonly SemaphoreSlim oneSave = new(1, 1);
    private AfterRest? afterRest;
    private Actor actor = CurrentActor.Nobody;
    private NoticeSheet? sheet;
    private NoticeDraft? draft;
    private NoticeText? savedText;
    private long revision;
    private bool loaded;
    private bool dirty;
    private bool saving;
    private bool conflict;
    private bool keptItself;
    private DateTimeOffset? savedAt;
    private Outcome? outcome;
    private string? done;
    private string? refusalTitle;
    private readonly FormProblems problems = new();

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private ReadNotice Read { get; set; } = null!;

    [Inject]
    private WriteNotice Write { get; set; } = null!;

    [Inject]
    private PublishNotice Publish { get; set; } = null!;

    [Inject]
    private GiveShortNoticeReason GiveReason { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    private string Standing => sheet!.Plan.Window is { } window ? LondonTime.SpanWithWeekday(window.Start, window.End) : "The plan has no date yet; without one nothing can be published.";

    private string SavedLine => conflict ? "Not saved: somebody else changed the notice." : saving ? "Saving…" : dirty ? "Saves itself in a moment…"
        : savedAt is { } at ? $"Draft saved {LondonTime.Time(at)}. The public does not see it until it is published." : "The draft saves itself as you write. The public does not see it until it is published.";

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Notice or ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async ValueTask LeaveAsync()
    {
        afterRest?.Dispose();
        // The page or its circuit goes away: what was typed last is kept.
        if (dirty && !conflict)
            await KeepAsync(CancellationToken.None);
        oneSave.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        actor = await Actors.GetAsync(Leaving);
        sheet = await Read.RunAsync(actor, Id, Leaving);
        if (sheet is not null)
        {
            draft = new NoticeDraft(sheet.Text);
            (savedText, revision) = (draft.ToText(), sheet.Revision);
        }

        (dirty, conflict, loaded, outcome) = (false, false, true, null);
        problems.Clear();
        WasRead();
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        if (saving || await Read.RunAsync(actor, Id, Leaving) is not { } now || saving)
            return;
        var changedByOthers = now.Revision > revision;
        if (changedByOthers && dirty)
        {
            // The attempt is refused, because this screen has read an older text, and the refusal says who did what.
            await KeepAsync(Leaving);
        }
        else
        {
            sheet = now;
            if (changedByOthers)
            {
                draft = new NoticeDraft(now.Text);
                (savedText, revision) = (draft.ToText(), now.Revision);
            }
        }
    }

    private void Typed()
    {
        dirty = draft!.ToText() != savedText;
        problems.Update(Wrong);
        if (dirty && !conflict)
            SaveAfterRest();
    }

    private void SaveAfterRest() => (afterRest ??= new AfterRest(Time, InvokeAsync, DispatchExceptionAsync)).Begin(async () =>
    {
        keptItself = true;
        await KeepAsync(Leaving);
        StateHasChanged();
    });

    private async Task<bool> KeepAsync(CancellationToken cancellationToken)
    {
        await oneSave.WaitAsync(cancellationToken);
        try
        {
            var text = draft!.ToText();
            if (conflict || (text == savedText && sheet!.Text is not null))
                return !conflict;
            saving = true;
            var before = revision;
            var kept = await Write.RunAsync(await Actors.GetAsync(cancellationToken), Id, text, before, cancellationToken);
            if (kept.Succeeded)
            {
                // The count goes up by one when something changed; asking would take somebody else's later change for this one.
                (revision, savedText, savedAt) = (text == savedText && before > 0 ? before : before + 1, text, Time.GetUtcNow());
                dirty = draft.ToText() != savedText;
                sheet = sheet! with { Text = text, Notice = sheet.Notice ?? NoticeState.Draft, Revision = revision };
                // What was refused before was said of other words.
                if (outcome is { Succeeded: false })
                    outcome = null;
                return true;
            }

            (outcome, refusalTitle, conflict) = (kept, "Your words are not saved", kept.IsRefusedAs(RefusalKind.Conflict) || kept.IsRefusedAs(RefusalKind.State));
            return false;
        }
        finally
        {
            saving = false;
            oneSave.Release();
        }
    }

    private async Task MoveAwayAsync(LocationChangingContext context)
    {
        if (dirty && !conflict)
            await KeepAsync(Leaving);
    }

    private IReadOnlyList<FieldProblem> Wrong() => FormProblems.Of(new NoticeDraftValidator().Validate(draft!));

    private Task StartFromPlanAsync()
    {
        draft!.FillFrom(NoticeFromPlan.Write(sheet!.Plan, sheet.Retention));
        Typed();
        return Task.CompletedTask;
    }

    private async Task PublishAsync()
    {
        afterRest?.Stop();
        keptItself = false;
        if (!await KeepAsync(Leaving))
            return;
        if (problems.Refuse(Wrong()))
        {
            outcome = null;
            return;
        }

        // What is published is what was on the screen when the button was pressed, whatever changes while the dialog is open.
        var (reason, read, facts) = ("", revision, sheet!.Plan.PublicFactsHash());
        if (sheet.IsAmendment)
        {
            if (await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion("Publish the changes?", "Publish", "The earlier versions stay visible.", "What changed, and why",
                    "The public reads this.")) is not { } given)
                return;
            reason = given;
        }

        await DoAsync(a => Publish.RunAsync(a, Id, reason, read, facts, Leaving), "Published. The public reads it now.", "The notice was not published");
    }

    private async Task GiveReasonAsync()
    {
        var read = revision;
        if (await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion("Why was a longer notice not possible?", "Keep the reason", sheet!.Lead?.Sentence ?? "", "Second reason",
                "It stays in the record.")) is { } reason)
            await DoAsync(a => GiveReason.RunAsync(a, Id, reason, read, Leaving), "The reason is kept.", "The reason was not kept");
    }

    private async Task DoAsync(Func<Actor, Task<Outcome>> command, string success, string refusal)
    {
        (saving, keptItself) = (true, false);
        try
        {
            var answer = await command(await Actors.GetAsync(Leaving));
            if (answer.Succeeded)
                await LoadAsync();
            (outcome, done, refusalTitle) = (answer, success, refusal);
        }
        finally
        {
            saving = false;
        }
    }
}
