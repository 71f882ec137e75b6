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
    private SelfSavingDraft<NoticeText> text = null!;
    private Actor actor = CurrentActor.Nobody;
    private NoticeSheet? sheet;
    private NoticeDraft? draft;
    private bool loaded;
    private bool working;
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
    private WithdrawNotice Withdraw { get; set; } = null!;

    [Inject]
    private GiveShortNoticeReason GiveReason { get; set; } = null!;

    [Inject]
    private RecordBodyTold RecordTold { get; set; } = null!;

    [Inject]
    private AttachTranslation AttachFile { get; set; } = null!;

    [Inject]
    private DetachTranslation DetachFile { get; set; } = null!;

    [Inject]
    private CurrentActor Actors { get; set; } = null!;

    [Inject]
    private IDialogService Dialogs { get; set; } = null!;

    [Inject]
    private Force Force { get; set; } = null!;

    private string Standing => sheet!.Plan.Window is { } window ? ForceTime.SpanBelow(sheet.Plan.Name, window.Start, window.End) : "The plan has no date yet; without one nothing can be published.";

    // Where the policy's country reads Welsh, or somebody wrote it while it did.
    private bool OffersWelsh => AsksWelsh || PolicyTerms.Of(sheet!.Policy).SheetLanguages.Contains(NoticeTranslation.Welsh) || sheet.Text?.Second is not null;

    // The policy names it among the languages of a notice (R54).
    private bool AsksWelsh => sheet!.Policy?.Notice?.Languages.Skip(1).Contains(NoticeTranslation.Welsh) == true;

    private bool WelshMayBeOld => draft!.ToText() is { Second: { } second } now && sheet!.Versions is [{ Text: { Second: { } before } said }, ..] && second == before && now != said;

    private string SavedLine => text.Line("the notice", "The draft saves itself as you write.") + (text.IsConflict || text.IsDirty || text.IsSaving ? "" : " The public does not see it until it is published.");

    /// <summary>The answer of a button, or why the draft was not saved. Two people writing is shown by their words.</summary>
    private Outcome? Answer => outcome ?? (text.Theirs is null ? text.Refusal : null);

    private string? AnswerTitle => outcome is null && text.Refusal is not null ? "Your words are not saved" : refusalTitle;

    private IReadOnlyList<TextPart> BothParts =>
        [.. NoticeDraft.Parts.Select(p => new TextPart(p.Name, p.Of(draft!.ToText()), p.Of(text.Theirs!))).Where(p => p.Mine != p.Theirs)];

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Notice or ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override ValueTask LeaveAsync() => text.DisposeAsync();

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        text = new SelfSavingDraft<NoticeText>(Time, InvokeAsync, DispatchExceptionAsync)
        {
            Written = () => draft!.ToText(),
            Save = async (written, read, cancellationToken) => await Write.RunAsync(await Actors.GetAsync(cancellationToken), Id, written, read, cancellationToken),
            Read = async cancellationToken => await Read.RunAsync(await Actors.GetAsync(cancellationToken), Id, cancellationToken) is { Text: { } theirs } now ? (theirs, now.Revision) : null,
            SavesItself = () => sheet is { MayWrite: true },
            AfterSave = (written, _) =>
            {
                sheet = sheet! with { Text = written, Notice = sheet.Notice ?? NoticeState.Draft, Revision = text.Revision };
                return Task.CompletedTask;
            },
            AfterItself = StateHasChanged,
        };
    }

    /// <inheritdoc/>
    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        actor = await Actors.GetAsync(Leaving);
        Show(await Read.RunAsync(actor, Id, Leaving));
        (loaded, outcome) = (true, null);
        problems.Clear();
        WasRead();
    }

    private void Show(NoticeSheet? now)
    {
        sheet = now;
        if (now is null)
            return;
        draft = new NoticeDraft(now.Text);
        text.Show(now.Revision, saved: now.Text is not null);
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        if (text.IsSaving || working || await Read.RunAsync(actor, Id, Leaving) is not { } now || text.IsSaving || working)
            return;
        if (now.Revision <= text.Revision)
            sheet = now;
        else if (text.IsDirty)
            // The attempt is refused, because this screen has read an older text; then both stand side by side.
            await text.KeepAsync(Leaving);
        else
            Show(now);
    }

    private void Typed()
    {
        problems.Update(Wrong);
        text.Typed();
    }

    private Task MoveAwayAsync(LocationChangingContext context) => text.KeepRestAsync(Leaving);

    private void Dismiss() => (outcome, text.Refusal) = (null, null);

    private Task KeepMineAsync()
    {
        draft = new NoticeDraft(NoticeDraft.Merged(text.Base!, draft!.ToText(), text.Theirs!));
        text.ChoseOwn();
        return Task.CompletedTask;
    }

    private IReadOnlyList<FieldProblem> Wrong() => FormProblems.Of(new NoticeDraftValidator().Validate(draft!));

    private Task StartFromPlanAsync()
    {
        draft!.FillFrom(NoticeFromPlan.Write(sheet!.Plan, sheet.Policy, Force));
        Typed();
        return Task.CompletedTask;
    }

    private async Task PublishAsync()
    {
        text.Press();
        outcome = null;
        if (!await text.KeepAsync(Leaving))
            return;
        if (problems.Refuse(Wrong()))
            return;

        // What is published is what was on the screen when the button was pressed, whatever changes while the dialog is open.
        var (reason, read, facts) = ("", text.Revision, sheet!.Plan.PublicFactsHash());
        if (sheet.IsAmendment)
        {
            if (await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion("Publish the changes?", "Publish", "The earlier versions stay visible.", "What changed, and why",
                    "The public reads this.")) is not { } given)
                return;
            reason = given;
        }

        await DoAsync(a => Publish.RunAsync(a, Id, reason, read, facts, Leaving), "Published. The public reads it now.", "The notice was not published");
    }

    private async Task WithdrawAsync()
    {
        var read = text.Revision;
        if (await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion("Withdraw the notice?", "Withdraw the notice",
                "The deployment is neither cancelled nor postponed. To do that, use its own page. This means:", "Why it is withdrawn", "The public reads this.", Grave: true,
                Consequences: WithdrawalInWords.Of(sheet!))) is { } reason)
            await DoAsync(a => Withdraw.RunAsync(a, Id, reason, read, Leaving), "Withdrawn. The public reads why.", "The notice was not withdrawn");
    }

    private async Task GiveReasonAsync()
    {
        var read = text.Revision;
        if (await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion("Why was a longer notice not possible?", "Keep the reason", sheet!.Lead?.Sentence ?? "", "Second reason",
                "It stays in the record.")) is { } reason)
            await DoAsync(a => GiveReason.RunAsync(a, Id, reason, read, Leaving), "The reason is kept.", "The reason was not kept");
    }

    private async Task RecordToldAsync(NotifiedBody body)
    {
        var (read, facts) = (text.Revision, sheet!.Plan.PublicFactsHash());
        if (await ReasonDialog.AskAsync(Dialogs, new ReasonQuestion($"Was the {body.Name} told?", "Record it", "Of this place, time and purpose.", "How it was told, with its reference",
                "It goes on record under your name.")) is { } how)
            await DoAsync(a => RecordTold.RunAsync(a, Id, body.Code, how, read, facts, Leaving), "It is on record.", "It was not recorded");
    }

    private async Task AttachAsync(ChosenTranslation file)
    {
        if (!await text.KeepAsync(Leaving))
            return;
        var (read, id) = (text.Revision, Guid.CreateVersion7(Time.GetUtcNow()));
        await DoAsync(a => AttachFile.RunAsync(a, Id, id, file.Language, file.Pdf, read, Leaving), "Attached. The public gets it when you publish the notice.", "The file was not attached");
    }

    private async Task DetachAsync(NoticeAttachment file)
    {
        if (!await text.KeepAsync(Leaving))
            return;
        var read = text.Revision;
        await DoAsync(a => DetachFile.RunAsync(a, Id, file.Id, read, Leaving), "Taken off. The public no longer gets it once you publish the notice.", "The file was not taken off");
    }

    private async Task DoAsync(Func<Actor, Task<Outcome>> command, string success, string refusal)
    {
        text.Press();
        working = true;
        try
        {
            var answer = await command(await Actors.GetAsync(Leaving));
            if (answer.Succeeded)
                await LoadAsync();
            (outcome, done, refusalTitle) = (answer, success, refusal);
        }
        finally
        {
            working = false;
        }
    }
}
