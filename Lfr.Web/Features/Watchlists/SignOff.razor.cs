using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Lfr.Web.Features.Watchlists;

/// <summary>
/// Signs entries off one by one: one entry fills the screen, single keys answer. There is no way to answer for more than one, and no way to answer
/// before the entry has been on the screen.
/// </summary>
public sealed partial class SignOff
{
    /// <summary>A key pressed sooner was meant for the entry before.</summary>
    private static readonly TimeSpan LeastLook = TimeSpan.FromSeconds(1);

    private SignOffQueue? queue;
    private EntryView? view;
    private Outcome? outcome;
    private Outcome? closed;
    private EntryVerdict? asking;
    private ElementReference stage;
    private MudBlazor.MudTextField<string>? reasonBox;
    private string reason = "";
    private string said = "";
    private bool missing;
    private bool deciding;
    private bool knows;
    private bool focusStage;
    private bool focusReason;
    private Guid? shown;
    private Guid? offered;
    private (Guid Entry, string Reference, DateTimeOffset At)? undo;
    private long shownAt;
    private OpenEntry? open;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Entry on the screen, kept in the address so that a lost circuit comes back to it.</summary>
    [SupplyParameterFromQuery(Name = "entry")]
    private Guid? Entry { get; set; }

    /// <summary>Order of the queue, kept in the address.</summary>
    [SupplyParameterFromQuery(Name = "order")]
    private string? Order { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadSignOffQueue Queues { get; set; } = null!;

    [Inject]
    private ReadEntry Entries { get; set; } = null!;

    [Inject]
    private SayWhyYouLook SayWhy { get; set; } = null!;

    [Inject]
    private DecideEntry Decide { get; set; } = null!;

    [Inject]
    private ClaimEntry Claim { get; set; } = null!;

    [Inject]
    private ReleaseEntry Release { get; set; } = null!;

    [Inject]
    private AnswerBreak Breaks { get; set; } = null!;

    [Inject]
    private HandOnEntry HandOn { get; set; } = null!;

    [Inject]
    private TakeBackEntryDecision TakeBack { get; set; } = null!;

    [Inject]
    private SealWatchlist Seal { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Watchlist or ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (view?.Row.Id != shown)
        {
            shown = view?.Row.Id;
            shownAt = Time.GetTimestamp();
        }

        if (focusReason && reasonBox is not null)
        {
            focusReason = focusStage = false;
            await reasonBox.FocusAsync();
        }
        else if (focusStage && queue is not null)
        {
            focusStage = false;
            await stage.FocusAsync(preventScroll: true);
        }
    }

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        var actor = await Current.GetAsync(Leaving);
        // A page that is only drawn for its first answer has nobody before it yet.
        if (RendererInfo.IsInteractive)
            open ??= new OpenEntry(Queues, Claim, Release, Time);
        queue = await (open?.ReadAsync(actor, Id, Entry, InOrder, Leaving) ?? Queues.RunAsync(actor, Id, Entry, InOrder, Leaving));
        if (queue is not null && SignOffSentences.Taken(queue, Entry) is { } taken)
        {
            // Of two who work through a list the faster one has it; only whoever asked for this very entry is told.
            said = Entry == offered ? said : taken;
            Entry = null;
        }

        if (undo is { } slip && Time.GetUtcNow() - slip.At > WatchlistEntry.TakeBackTime)
            undo = null;
        missing = queue is null;
        // What was being written stands there again when its writer comes back.
        if (open is { IsLeft: true })
            return;
        var before = view;
        var entry = queue is { Current: { } id, AskForBreak: null, BreakUntil: null } ? await Entries.RunAsync(actor, id, Leaving) : Looked.Nothing<EntryView>();
        view = entry.Value;
        closed = entry.Outcome.Succeeded ? null : entry.Outcome;
        if (before is not null && view?.Row.Id == before.Row.Id && view.CoveredHash != before.CoveredHash)
        {
            said = $"{view.Row.Reference} was changed a moment ago. Look again.";
            shownAt = Time.GetTimestamp();
        }

        if (view?.Row.Id == before?.Row.Id)
            return;
        (asking, knows, reason, focusStage) = (null, false, "", true);
    }

    /// <inheritdoc/>
    protected override async ValueTask LeaveAsync()
    {
        if (open is not null)
            await open.LeaveAsync(Leaving);
    }

    private SignOffOrder InOrder => Enum.TryParse<SignOffOrder>(Order, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : SignOffOrder.Risk;

    private async Task<Outcome> SayWhyAsync(string why)
    {
        var kept = await SayWhy.RunAsync(await Current.GetAsync(Leaving), Id, why, Leaving);
        if (kept.Succeeded)
            await ReadAfreshAsync();
        StateHasChanged();
        return kept;
    }

    private async Task TouchAsync()
    {
        if (open is not null)
            await open.TouchAsync(await Current.GetAsync(Leaving), Leaving);
    }

    private async Task GoOnAsync()
    {
        open?.ComeBack();
        focusStage = true;
        await ReadAfreshAsync();
    }

    private async Task AnswerBreakAsync(bool goesOn)
    {
        outcome = await Breaks.RunAsync(await Current.GetAsync(Leaving), Id, goesOn, Leaving);
        await ReadAfreshAsync();
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        await TouchAsync();
        if (key.CtrlKey || key.AltKey || key.MetaKey || key.Repeat || asking is not null || knows)
            return;
        if (key.Key is "u" or "U" && undo is not null)
            await TakeBackAsync();
        if (view is null || open is { IsLeft: true })
            return;
        switch (key.Key)
        {
            case "a" or "A":
                await ApproveAsync();
                break;
            case "r" or "R":
                await AskAsync(EntryVerdict.Rejected);
                break;
            case "b" or "B":
                await AskAsync(EntryVerdict.Returned);
                break;
            case "k" or "K":
                await KnowAsync();
                break;
            case "n" or "N":
                await SkipAsync();
                break;
        }
    }

    private async Task ReasonKeyAsync(KeyboardEventArgs key)
    {
        await TouchAsync();
        if (key.Key == "Escape")
            await LeaveReasonAsync();
        else if (key is { Key: "Enter", CtrlKey: true } or { Key: "Enter", MetaKey: true })
            await GiveReasonAsync();
    }

    private Task ApproveAsync()
    {
        if (view is null)
            return Task.CompletedTask;
        if (Refused(view))
        {
            outcome = Outcome.From(view.Findings);
            return Task.CompletedTask;
        }

        // Two names with the same face, and a face that is covered, need an answer of their own.
        return view.LooksTheSame || view.Cover?.Hidden() is not null ? AskAsync(EntryVerdict.Approved) : DecideAsync(EntryVerdict.Approved, "");
    }

    private Task AskAsync(EntryVerdict verdict)
    {
        (asking, reason, focusReason) = (verdict, "", true);
        return Task.CompletedTask;
    }

    private Task LeaveReasonAsync()
    {
        (asking, knows, focusStage) = (null, false, true);
        return Task.CompletedTask;
    }

    private Task GiveReasonAsync() => knows ? HandOnAsync() : asking is { } verdict ? DecideAsync(verdict, reason) : Task.CompletedTask;

    private Task KnowAsync()
    {
        (knows, reason, focusReason) = (true, "", true);
        return Task.CompletedTask;
    }

    private async Task HandOnAsync()
    {
        if (deciding || view is not { } seen)
            return;
        deciding = true;
        try
        {
            var following = Following(seen.Row.Id);
            outcome = await HandOn.RunAsync(await Current.GetAsync(Leaving), seen.Row.Id, reason, seen.Revision, Leaving);
            if (outcome.Succeeded)
            {
                (knows, said) = (false, $"{seen.Row.Reference} went to another approver.");
                Show(following);
            }

            await ReadAfreshAsync();
        }
        finally
        {
            deciding = false;
        }
    }

    private async Task DecideAsync(EntryVerdict verdict, string reasons)
    {
        if (deciding || view is not { } seen || shown != seen.Row.Id)
            return;
        var looked = Time.GetElapsedTime(shownAt);
        if (looked < LeastLook)
        {
            said = "Look at the entry first.";
            return;
        }

        deciding = true;
        try
        {
            var following = Following(seen.Row.Id);
            var actor = await Current.GetAsync(Leaving);
            outcome = await Decide.RunAsync(actor, seen.Row.Id, verdict, reasons, seen.CoveredHash, (int)looked.TotalSeconds, Leaving);
            if (outcome.Succeeded)
            {
                said = SignOffSentences.Said(verdict, seen.Row);
                asking = null;
                undo = verdict == EntryVerdict.Rejected ? null : (seen.Row.Id, seen.Row.Reference, Time.GetUtcNow());
                Show(following);
            }

            await ReadAfreshAsync();
        }
        finally
        {
            deciding = false;
        }
    }

    private async Task TakeBackAsync()
    {
        if (deciding || undo is not { } slip)
            return;
        deciding = true;
        try
        {
            outcome = await TakeBack.RunAsync(await Current.GetAsync(Leaving), slip.Entry, Leaving);
            undo = null;
            if (outcome.Succeeded)
            {
                said = $"Your answer about {slip.Reference} is taken back. It waits for sign-off again.";
                Show(slip.Entry);
            }

            await ReadAfreshAsync();
        }
        finally
        {
            deciding = false;
        }
    }

    private Task SkipAsync()
    {
        if (view is { } seen && Following(seen.Row.Id) is { } next)
        {
            (outcome, said) = (null, $"{seen.Row.Reference} waits.");
            Show(next);
        }

        return Task.CompletedTask;
    }

    private async Task SealAsync()
    {
        outcome = await Seal.RunAsync(await Current.GetAsync(Leaving), Id, queue?.Approved, Leaving);
        if (outcome.Succeeded)
            said = "The list is sealed.";
        await ReadAfreshAsync();
    }

    private Guid? Following(Guid entryId) => queue?.Current == entryId ? queue.Following : null;

    private async Task OrderByAsync(SignOffOrder order)
    {
        // The first of the other order, instead of what is open.
        if (open is not null)
            await open.LeaveAsync(Leaving);
        Navigation.NavigateTo(
            Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(StringComparer.Ordinal) { ["order"] = order == SignOffOrder.Risk ? null : "reference", ["entry"] = null }),
            replace: true);
    }

    private void Show(Guid? entryId)
    {
        Entry = offered = entryId;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("entry", entryId), replace: true);
    }

    /// <inheritdoc/>
    protected override TimeSpan Rhythm => TimeSpan.FromSeconds(15);

    private string Pressed(SignOffOrder order) => order == InOrder ? "true" : "false";

    private static bool Refused(EntryView v) => v.Findings.Any(f => f.Blocks);

    private static IReadOnlyList<Finding> Spoken(EntryView v) => [.. v.Findings.Where(f => f.Weight != Weight.Met)];

    private static IReadOnlyList<Finding> Met(EntryView v) => [.. v.Findings.Where(f => f.Weight == Weight.Met)];

    private static int MetCount(EntryView v) => v.Findings.Count(f => f.Weight == Weight.Met);

    private static IReadOnlyList<(string Word, string? Address)> TrailOf(SignOffQueue q) =>
        [(q.For.Reference, LfrRoutes.Deployment(q.For.Id)), ("Watchlist", LfrRoutes.Watchlist(q.For.Id)), ("Sign-off", null)];
}
