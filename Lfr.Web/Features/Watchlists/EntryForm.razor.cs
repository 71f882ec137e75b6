using System.Globalization;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Components.Forms;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Parts;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Server.ProtectedBrowserStorage;

namespace Lfr.Web.Features.Watchlists;

/// <summary>
/// The form for an entry, new or mended. What is written is kept encrypted in the browser tab while it is written, so that neither a refusal nor a
/// lost connection costs a word.
/// </summary>
public sealed partial class EntryForm : IDisposable
{
    /// <summary>Justifications that share less with another are not pointed out, share of equal word triples.</summary>
    private const double PointedOutFrom = 0.5;

    private readonly CancellationTokenSource leaving = new();
    private EntryFormView? start;
    private EntryDraft? draft;
    private WrittenJustifications others = new([], 1);
    private readonly Dictionary<string, (string Reference, double Similarity)> alike = new(StringComparer.Ordinal);
    private PhotographField? photograph;
    private ElementReference addedNote;
    private bool focusAdded;
    private readonly FormProblems problems = new();
    private Outcome? outcome;
    private Outcome? closed;
    private TabDraft<EntryDraft>? kept;
    private string? added;
    private bool missing;
    private bool dirty;
    private KeptWords? words;
    private bool ready;
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

    private IEnumerable<ImageSource> Sources => (others.Policy?.PictureSources ?? []).Where(s => s.Use != PictureUse.Barred).Select(s => (ImageSource)s.Number);

    private string BarredHint => (others.Policy?.PictureSources ?? []).Where(s => s.Use == PictureUse.Barred).Select(s => s.Title.ToLowerInvariant()).ToArray() is { Length: > 0 } barred
        ? $"Not offered, because the policy forbids it (R25): {Words.AndList(barred)}." : "";

    private IEnumerable<EntryCategory> Categories => (others.Policy?.Categories ?? []).Select(c => (EntryCategory)c.Number);

    private DateOnly Today => ForceTime.Day(Time.GetUtcNow());

    private DateProblem? PhotographProblem =>
        draft is { ImageTakenOn: { } taken } d ? DateRanges.OfPhotograph(taken, d.AgeBand ?? AgeBand.Adult, Today) : null;

    // What the policy gives the category that was chosen.
    private IReadOnlyList<CategoryField> FieldsOf(EntryDraft d) => d.Category is { } category ? others.Policy?.Find(category)?.Fields ?? [] : [];

    private DateProblem? DayProblem(EntryDraft d, CategoryField field) => CategoryField.DayOf(d.TextOf(field.Code)) is { } day ? DateRanges.OfField(field.Kind, day, Today) : null;

    private DateProblem? StatusProblem => draft?.StatusVerifiedAt is { } at ? DateRanges.OfStatusCheck(at, others.Policy, Time.GetUtcNow()) : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        kept?.Dispose();
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
        if (focusAdded)
        {
            // At the top, where the next person begins.
            focusAdded = false;
            await addedNote.FocusAsync();
        }

        if (!firstRender)
            return;
        // Of this person alone: somebody else may sign in in the same tab.
        var me = await Current.GetAsync(leaving.Token);
        kept = new TabDraft<EntryDraft>(Drafts, Time, $"{DraftKey}-{me.UserId:N}", () => InvokeAsync(KeepAsync));
        if (await kept.ReadAsync() is { } before)
        {
            (draft, restored, dirty) = (before, true, true);
            Compare();
        }

        ready = true;
        StateHasChanged();
    }

    private async Task<Outcome> SayWhyAsync(string why)
    {
        var said = await SayWhy.RunAsync(await Current.GetAsync(leaving.Token), Id, why, leaving.Token);
        if (said.Succeeded)
            await BeginAsync();
        StateHasChanged();
        return said;
    }

    private EntryDraft Fresh()
    {
        var now = Time.GetUtcNow();
        return start?.Details is { } details ? EntryDraft.From(EntryId!.Value, details, start.Revision) : new EntryDraft { Id = Guid.CreateVersion7(now) };
    }

    private void Touch()
    {
        dirty = true;
        added = null;
        // What was refused was said of other words.
        if (outcome is { Succeeded: false })
            outcome = null;
        problems.Update(Wrong);
        kept?.Touch();
    }

    private async Task KeepAsync()
    {
        if (draft is null || !dirty || kept is null || leaving.IsCancellationRequested)
            return;
        Compare();
        await kept.KeepAsync(draft);
        StateHasChanged();
    }

    /// <summary>What rule R21 will compare: every text with every text of the others.</summary>
    private void Compare()
    {
        alike.Clear();
        if (draft is not { } d)
            return;
        foreach (var (field, text) in new[] { ("justification", d.Justification), ("here", d.WhyHereAndNow), ("necessity", d.Necessity), ("proportionality", d.Proportionality) })
        {
            if (text.Length > 0 && others.Nearest(text) is { } near && near.Similarity >= PointedOutFrom)
                alike[field] = near;
        }
    }

    private Task ChooseCategoryAsync(EntryCategory? chosen) => SetAsync(() =>
    {
        draft!.Category = chosen;
        // What officers do is never preset; an arrest of somebody who is only missing is taken back.
        if (draft.Response == PlannedResponse.Arrest && chosen is { } category && others.Policy?.Find(category) is { NeverArrested: true })
            draft.Response = null;
        // Nobody sees the field any more, so nothing stays in it.
        if (chosen is not { } asked || others.Policy?.OffenceAskedOf(asked) is null)
            draft.Offence = "";
        foreach (var code in draft.Fields.Keys.Except(FieldsOf(draft).Select(f => f.Code), StringComparer.Ordinal).ToList())
            draft.Fields.Remove(code);
    });

    /// <summary>A choice: unlike a text it raises no event of its own in the form.</summary>
    private Task SetAsync(Action change)
    {
        change();
        Touch();
        return Task.CompletedTask;
    }

    private void TakenAsync() => Touch();

    private IReadOnlyList<FieldProblem> Wrong() =>
    [
        .. EntryId is null && photograph?.Upload is null ? [new FieldProblem("photograph", "Add a photograph.")] : Array.Empty<FieldProblem>(),
        .. photograph is { IsCropping: true } ? [new FieldProblem("crop-Left", "Keep the part of the photograph that you chose, or leave it as it was.")] : Array.Empty<FieldProblem>(),
        .. FormProblems.Of(new EntryDraftValidator(Time, others.Policy).Validate(draft!)),
    ];

    private async Task DiscardAsync()
    {
        await kept!.ForgetAsync();
        problems.Clear();
        alike.Clear();
        (draft, restored, dirty, outcome) = (Fresh(), false, false, null);
        photograph?.Forget();
    }

    private async Task SaveAsync(bool another)
    {
        if (saving || draft is not { } d)
            return;
        saving = true;
        try
        {
            outcome = null;
            if (problems.Refuse(Wrong()))
                return;

            var details = d.ToDetails();
            var actor = await Current.GetAsync(leaving.Token);
            outcome = EntryId is { } id
                ? await Change.RunAsync(actor, id, details, photograph?.Upload, d.Revision, leaving.Token)
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

    private async Task DoneAsync(EntryDraft sent, bool another)
    {
        dirty = restored = false;
        await kept!.ForgetAsync();
        await words!.ForgetAsync();
        if (!another)
        {
            Navigation.NavigateTo($"{LfrRoutes.Watchlist(Id)}?entry={sent.Id:D}");
            return;
        }

        var actor = await Current.GetAsync(leaving.Token);
        var reference = (await Entries.RunAsync(actor, sent.Id, leaving.Token)).Value?.Row.Reference;
        added = $"{reference} waits for sign-off. Next person:";
        others = await Justifications.RunAsync(actor, Id, null, leaving.Token);
        problems.Clear();
        focusAdded = true;
        alike.Clear();
        (draft, outcome) = (sent.Next(Guid.CreateVersion7(Time.GetUtcNow())), null);
        photograph?.Forget();
    }

    private (string Reference, double Similarity)? Copied(string field) => alike.TryGetValue(field, out var near) ? near : null;

    private string CategoryWords(EntryFormView s, EntryCategory category) =>
        $"{others.Policy?.Find(category)?.Code ?? category.Code(null)} · {others.Policy?.Find(category)?.Title}{(s.For.Criteria.Categories.Contains(category) ? "" : " (not within this operation's criteria)")}";

    private string LegalLabel(EntryDraft d) =>
        d.Category is { } category && others.Policy?.Find(category) is { } known ? Words.Capital(known.Reference) : "Legal reference";

    private static string HereHint(EntryFormView s) =>
        $"Why this person can be expected at {s.For.Place.Venue}{(s.For.Window is { } w ? $", {ForceTime.Span(w.Start, w.End)}" : "")} (R03).";

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
