using System.Globalization;
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
    private bool focusStage;
    private bool focusReason;
    private Guid? shown;
    private (Guid Entry, string Reference, DateTimeOffset At)? undo;
    private long shownAt;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Entry on the screen, kept in the address so that a lost circuit comes back to it.</summary>
    [SupplyParameterFromQuery(Name = "entry")]
    private Guid? Entry { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadSignOffQueue Queue { get; set; } = null!;

    [Inject]
    private ReadEntry Entries { get; set; } = null!;

    [Inject]
    private SayWhyYouLook SayWhy { get; set; } = null!;

    [Inject]
    private DecideEntry Decide { get; set; } = null!;

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
        queue = await Queue.RunAsync(actor, Id, Entry, Leaving);
        if (undo is { } slip && Time.GetUtcNow() - slip.At > WatchlistEntry.TakeBackTime)
            undo = null;
        missing = queue is null;
        var before = view;
        var entry = queue?.Current is { } id ? await Entries.RunAsync(actor, id, Leaving) : Looked.Nothing<EntryView>();
        view = entry.Value;
        closed = entry.Outcome.Succeeded ? null : entry.Outcome;
        if (before is not null && view?.Row.Id == before.Row.Id && view.CoveredHash != before.CoveredHash)
        {
            said = $"{view.Row.Reference} was changed a moment ago. Look again.";
            shownAt = Time.GetTimestamp();
        }

        if (view?.Row.Id == before?.Row.Id)
            return;
        (asking, reason, focusStage) = (null, "", true);
    }

    private async Task<Outcome> SayWhyAsync(string why)
    {
        var kept = await SayWhy.RunAsync(await Current.GetAsync(Leaving), Id, why, Leaving);
        if (kept.Succeeded)
            await ReadAfreshAsync();
        StateHasChanged();
        return kept;
    }

    private async Task KeyAsync(KeyboardEventArgs key)
    {
        if (key.CtrlKey || key.AltKey || key.MetaKey || key.Repeat || asking is not null)
            return;
        if (key.Key is "u" or "U" && undo is not null)
            await TakeBackAsync();
        if (view is null)
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
            case "n" or "N":
                await SkipAsync();
                break;
        }
    }

    private async Task ReasonKeyAsync(KeyboardEventArgs key)
    {
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
        (asking, focusStage) = (null, true);
        return Task.CompletedTask;
    }

    private Task GiveReasonAsync() => asking is { } verdict ? DecideAsync(verdict, reason) : Task.CompletedTask;

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
                said = verdict switch
                {
                    EntryVerdict.Approved when seen.Row.Approvals + 1 < seen.Row.ApprovalsNeeded => $"{seen.Row.Reference}: your approval is kept. A second person must sign it off as well.",
                    EntryVerdict.Approved => $"{seen.Row.Reference} is signed off.",
                    EntryVerdict.Rejected => $"{seen.Row.Reference} is rejected.",
                    _ => $"{seen.Row.Reference} went back to the compiler.",
                };
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

    private void Show(Guid? entryId)
    {
        Entry = entryId;
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameter("entry", entryId), replace: true);
    }

    /// <inheritdoc/>
    protected override TimeSpan Rhythm => TimeSpan.FromSeconds(15);

    private static string Question(EntryVerdict verdict, EntryView v) => verdict switch
    {
        EntryVerdict.Rejected => $"Why is {v.Row.Reference} rejected? Its photograph is destroyed at once.",
        EntryVerdict.Approved => string.Join(
            ' ',
            (string[])[
                .. v.LooksTheSame ? [$"{v.Row.Reference} looks like {v.Nearest?.Reference}. Why are they two people?"] : Array.Empty<string>(),
                .. v.Cover?.Hidden() is { } hidden ? [$"{hidden} covered in the photograph. Why must this one do?"] : Array.Empty<string>(),
            ]),
        _ => $"What should the compiler correct in {v.Row.Reference}?",
    };

    private static string Verb(EntryVerdict verdict) => verdict switch
    {
        EntryVerdict.Rejected => "Reject",
        EntryVerdict.Approved => "Approve",
        _ => "Send back",
    };

    private static string More(EntryView v) => v.Findings.Count(f => f.Blocks) is > 1 and var blocks ? $" {Words.Count(blocks - 1, "more rule is", "more rules are")} not met." : "";

    private static bool Refused(EntryView v) => v.Findings.Any(f => f.Blocks);

    private static IReadOnlyList<Finding> Spoken(EntryView v) => [.. v.Findings.Where(f => f.Weight != Weight.Met)];

    private static IReadOnlyList<Finding> Met(EntryView v) => [.. v.Findings.Where(f => f.Weight == Weight.Met)];

    private static int MetCount(EntryView v) => v.Findings.Count(f => f.Weight == Weight.Met);

    private static IReadOnlyList<(string Word, string? Address)> TrailOf(SignOffQueue q) =>
        [(q.For.Reference, LfrRoutes.Deployment(q.For.Id)), ("Watchlist", LfrRoutes.Watchlist(q.For.Id)), ("Sign-off", null)];

    private static string Percent(SignOffQueue q) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * q.Decided / q.All:0.##}%");

    private static string HeadLine(SignOffQueue q) => q.All == 0 ? "" : $"{Words.Number(q.Decided)} of {Words.Number(q.All)} decided, {Words.Number(q.Waiting)} waiting for you";

    private static string PlaceAndTime(ListedFor listed) =>
        $"{listed.Place.Venue}, {listed.Place.Area}{(listed.Window is { } w ? $" · {LondonTime.Span(w.Start, w.End)}" : " · no date yet")}";

    private static string NearestSentence(EntryView v, ResemblingEntry near) => v.LooksTheSame
        ? $"Looks like {near.Reference}: the same person twice, or two people who look alike (similarity {Words.Cosine(near.Similarity)})."
        : $"Nearest other entry: {near.Reference}, unlikely the same person ({Words.Cosine(near.Similarity)}).";

    private static string SameWordsSentence(EntryView v)
    {
        var named = v.SameWords.Select(s => $"{Words.Percent(s.Similarity)} the same as one of {s.Reference}").ToArray();
        return $"One of its texts is {Words.AndList(named)}. Read what differs.";
    }

    private static string DecidedSentence(SignOffQueue q) => q.Approved == 0
        ? "Every entry is decided, and none was signed off: there is no list to seal."
        : $"Every entry is decided. {Words.Count(q.Approved, "person is", "people are")} signed off; once the list is sealed, this and only this list may run.";

    private static string OthersSentence(SignOffQueue q)
    {
        string[] parts =
        [
            .. q.ForOthers == 0 ? Array.Empty<string>() : [$"{Words.Count(q.ForOthers, "entry needs", "entries need")} a second person"],
            .. q.Returned == 0 ? Array.Empty<string>() : [$"{Words.Count(q.Returned, "entry is", "entries are")} with the compiler"],
        ];
        return $"Nothing is left for you: {Words.AndList(parts)}.";
    }
}
