using System.Globalization;
using System.Security.Cryptography;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Parts;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;
using Microsoft.JSInterop;

namespace Lfr.Web.Features.Watchlists;

/// <summary>
/// The form for an entry, new or mended. What is written is kept encrypted in the browser tab while it is written, so that neither a refusal nor a
/// lost connection costs a word.
/// </summary>
public sealed partial class EntryForm : IDisposable
{
    /// <summary>Justifications that share less with another are not pointed out, share of equal word triples.</summary>
    private const double PointedOutFrom = 0.5;

    private static readonly TimeSpan KeepAfter = TimeSpan.FromSeconds(1.5);
    private readonly CancellationTokenSource leaving = new();
    private EntryFormView? start;
    private EntryDraft? draft;
    private WrittenJustifications others = new([], 1);
    private (string Reference, double Similarity)? nearest;
    private PhotographField? photograph;
    private Outcome? outcome;
    private Outcome? closed;
    private ITimer? keeper;
    private DateTimeOffset? savedAt;
    private string? added;
    private bool missing;
    private bool dirty;
    private bool restored;
    private bool saving;
    private int maximumYears;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    /// <summary>Entry that is changed; <see langword="null"/> for a new one.</summary>
    [Parameter]
    public Guid? EntryId { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadEntryForm Start { get; set; } = null!;

    [Inject]
    private SayWhyYouLook SayWhy { get; set; } = null!;

    [Inject]
    private ReadJustifications Justifications { get; set; } = null!;

    [Inject]
    private ReadEntry Entries { get; set; } = null!;

    [Inject]
    private ProposeEntry Propose { get; set; } = null!;

    [Inject]
    private ChangeEntry Change { get; set; } = null!;

    [Inject]
    private ProtectedSessionStorage Drafts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private string Title => EntryId is null ? "Add a person" : $"Change {start?.Reference}";

    private string DraftKey => $"lfr-entry-{Id:N}-{(EntryId is { } id ? id.ToString("N", CultureInfo.InvariantCulture) : "new")}";

    private string Today => LondonTime.Day(Time.GetUtcNow()).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private DateProblem? PhotographProblem =>
        draft is { ImageTakenOn: { } taken } d ? DateRanges.OfPhotograph(taken, d.AgeBand, LondonTime.Day(Time.GetUtcNow())) : null;

    private DateProblem? StatusProblem => draft?.StatusVerifiedAt is { } at ? DateRanges.OfStatusCheck(at, others.Policy, Time.GetUtcNow()) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        keeper?.Dispose();
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override Task OnInitializedAsync() => BeginAsync();

    private async Task BeginAsync()
    {
        var actor = await Current.GetAsync(leaving.Token);
        var read = await Start.RunAsync(actor, Id, EntryId, leaving.Token);
        start = read.Value;
        closed = read.Outcome.Succeeded ? null : read.Outcome;
        missing = start is null && closed is null;
        if (start is null)
            return;
        others = await Justifications.RunAsync(actor, Id, EntryId, leaving.Token);
        maximumYears = others.ImageAgeWarningYears;
        draft ??= Fresh();
    }

    /// <inheritdoc/>
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!firstRender)
            return;
        keeper = Time.CreateTimer(_ => Keeping = InvokeAsync(KeepAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        try
        {
            var kept = await Drafts.GetAsync<EntryDraft>(DraftKey);
            if (kept is not { Success: true, Value: { } value })
                return;
            (draft, restored, dirty) = (value, true, true);
            Compare();
            StateHasChanged();
        }
        catch (CryptographicException)
        {
            // Written under keys that this installation no longer has: nothing can be brought back.
            await Drafts.DeleteAsync(DraftKey);
        }
    }

    /// <summary>The last time the draft was kept.</summary>
    private Task Keeping { get; set; } = Task.CompletedTask;

    private async Task<Outcome> SayWhyAsync(string why)
    {
        var kept = await SayWhy.RunAsync(await Current.GetAsync(leaving.Token), Id, why, leaving.Token);
        if (kept.Succeeded)
            await BeginAsync();
        StateHasChanged();
        return kept;
    }

    private EntryDraft Fresh()
    {
        var now = Time.GetUtcNow();
        return start?.Details is { } details ? EntryDraft.From(EntryId!.Value, details) : new EntryDraft { Id = Guid.CreateVersion7(now) };
    }

    private void Touch()
    {
        dirty = true;
        added = null;
        keeper?.Change(KeepAfter, Timeout.InfiniteTimeSpan);
    }

    private async Task KeepAsync()
    {
        if (draft is null || !dirty)
            return;
        Compare();
        try
        {
            await Drafts.SetAsync(DraftKey, draft);
            savedAt = Time.GetUtcNow();
        }
        catch (JSDisconnectedException)
        {
            // The connection is down; the page says so, and the form still holds everything when it comes back.
            savedAt = null;
        }

        StateHasChanged();
    }

    private void Compare() => nearest = draft is { } d && d.Justification.Length > 0 ? others.Nearest(d.Justification) : null;

    private void ChooseCategory(string? value)
    {
        if (draft is not { } d)
            return;
        d.Category = Enum.TryParse<EntryCategory>(value, out var category) ? category : null;
        if (d is { Category: EntryCategory.MissingAtRisk, Response: null or PlannedResponse.Arrest })
            d.Response = PlannedResponse.Safeguard;
    }

    private async Task DiscardAsync()
    {
        await Drafts.DeleteAsync(DraftKey);
        (draft, restored, dirty, outcome, nearest) = (Fresh(), false, false, null, null);
        photograph?.Forget();
    }

    private async Task SaveAsync(bool another)
    {
        if (saving || draft is not { } d)
            return;
        saving = true;
        try
        {
            if (d.ToDetails(out var open) is not { } details)
            {
                outcome = Outcome.Incomplete("The entry is not complete.", $"Fill in: {Words.AndList([.. open])}.");
                return;
            }

            if (EntryId is null && photograph?.Upload is null)
            {
                outcome = Outcome.Incomplete("The entry has no photograph.", "Add a photograph.");
                return;
            }

            var actor = await Current.GetAsync(leaving.Token);
            outcome = EntryId is { } id
                ? await Change.RunAsync(actor, id, details, photograph?.Upload, start?.Revision, leaving.Token)
                : await Propose.RunAsync(actor, Id, d.Id, details, photograph!.Upload!.Value, leaving.Token);
            if (!outcome.Succeeded)
                return;
            await DoneAsync(d, another);
        }
        finally
        {
            saving = false;
        }
    }

    private async Task DoneAsync(EntryDraft kept, bool another)
    {
        dirty = restored = false;
        await Drafts.DeleteAsync(DraftKey);
        if (!another)
        {
            Navigation.NavigateTo($"{LfrRoutes.Watchlist(Id)}?entry={kept.Id:D}");
            return;
        }

        var actor = await Current.GetAsync(leaving.Token);
        var reference = (await Entries.RunAsync(actor, kept.Id, leaving.Token)).Value?.Row.Reference;
        added = $"{reference} waits for sign-off. Next person:";
        others = await Justifications.RunAsync(actor, Id, null, leaving.Token);
        (draft, nearest, outcome, savedAt) = (kept.Next(Guid.CreateVersion7(Time.GetUtcNow())), null, null, null);
        photograph?.Forget();
    }

    private static string LegalLabel(EntryDraft d) =>
        d.Category is { } category ? char.ToUpperInvariant(category.ReferenceNeeded()[0]) + category.ReferenceNeeded()[1..] : "Legal reference";

    private static string HereHint(EntryFormView s) =>
        $"Why this person can be expected at {s.For.Place.Venue}{(s.For.Window is { } w ? $", {LondonTime.Span(w.Start, w.End)}" : "")} (R03).";

    private static string SubLine(EntryFormView s) => $"{s.For.Name} · {s.For.Place.Venue}{(s.For.Window is { } w ? $" · {LondonTime.Span(w.Start, w.End)}" : "")}";

    private string? Closed(EntryFormView s)
    {
        if (s.For.Closed is { } closed)
            return closed;
        if (s.ListState == WatchlistState.Sealed)
            return "The list is sealed. A watchlist approver can open it again; then entries can be added and changed.";
        if (s.ListState == WatchlistState.Purged)
            return "The list was deleted after its deployment.";
        return EntryId is not null && s.State is { } state and not (EntryState.Proposed or EntryState.Returned) ? $"{s.Reference} can no longer be changed: it is {state.InWords()}." : null;
    }

    private static IReadOnlyList<(string Word, string? Address)> TrailOf(EntryFormView s) =>
        [(s.For.Reference, LfrRoutes.Deployment(s.For.Id)), ("Watchlist", LfrRoutes.Watchlist(s.For.Id)), (s.Reference ?? "New", null)];
}
