using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists;

/// <summary>An authorising officer looks again at signed-off entries that were drawn by chance, one by one.</summary>
public sealed partial class Sample
{
    private const int MostOfWords = 2000;

    private SampleView? sample;
    private EntryView? view;
    private Outcome? outcome;
    private Outcome? closed;
    private string? done;
    private string? unsaid;
    private string why = "";
    private bool missing;
    private long shownAt;

    /// <summary>Deployment.</summary>
    [Parameter]
    public Guid Id { get; set; }

    [Inject]
    private CurrentActor Current { get; set; } = null!;

    [Inject]
    private ReadSample Samples { get; set; } = null!;

    [Inject]
    private ReadEntry Entries { get; set; } = null!;

    [Inject]
    private SayWhyYouLook SayWhy { get; set; } = null!;

    [Inject]
    private DrawSample Draw { get; set; } = null!;

    [Inject]
    private JudgeSampledEntry Judge { get; set; } = null!;

    /// <inheritdoc/>
    protected override bool Concerns(ChangeNotice change) => change.DeploymentId == Id && change.Kind is ChangeKind.Watchlist or ChangeKind.Deployment;

    /// <inheritdoc/>
    protected override async Task ReadAsync(IReadOnlyCollection<ChangeNotice> news)
    {
        var actor = await Current.GetAsync(Leaving);
        sample = await Samples.RunAsync(actor, Id, Leaving);
        missing = sample is null;
        var before = view?.Row.Id;
        var entry = sample is { For.Closed: null } s && s.Next(before) is { } next ? await Entries.RunAsync(actor, next.EntryId, Leaving) : Looked.Nothing<EntryView>();
        (view, closed) = (entry.Value, entry.Outcome.Succeeded ? null : entry.Outcome);
        if (view?.Row.Id == before)
            return;
        (why, unsaid, shownAt) = ("", null, Time.GetTimestamp());
    }

    private async Task<Outcome> SayWhyAsync(string reason)
    {
        var kept = await SayWhy.RunAsync(await Current.GetAsync(Leaving), Id, reason, Leaving);
        if (kept.Succeeded)
            await ReadAfreshAsync();
        StateHasChanged();
        return kept;
    }

    private async Task DrawAsync()
    {
        (outcome, done) = (await Draw.RunAsync(await Current.GetAsync(Leaving), Id, sample?.Samples.Count, Leaving), null);
        await ReadAfreshAsync();
    }

    private async Task JudgeAsync(bool isSound)
    {
        if (view is not { } seen || sample?.Latest is not { } latest)
            return;
        unsaid = string.IsNullOrWhiteSpace(why) ? isSound ? "Enter what you checked." : "Enter what the compiler should correct." : why.Length > MostOfWords ? "This is too long. Shorten it to 2,000 characters." : null;
        if (unsaid is not null)
            return;
        outcome = await Judge.RunAsync(
            await Current.GetAsync(Leaving), latest.Id, seen.Row.Id, isSound, why, seen.CoveredHash, (int)Time.GetElapsedTime(shownAt).TotalSeconds, Leaving);
        done = isSound ? $"{seen.Row.Reference} is sound." : $"{seen.Row.Reference} went back to the compiler.";
        await ReadAfreshAsync();
    }

    private static string HeadLine(SampleView s) => $"{s.For.Name}: {Words.Count(s.SignedOff, "entry", "entries")} signed off";

    private static string RowWord(SampledRow row) => row switch
    {
        { Finding.IsSound: true } => "sound",
        { Finding: not null } => "not sound",
        { Waits: true } => "to go",
        _ => row.State.InWords(),
    };

    private static Tone RowTone(SampledRow row) => row switch
    {
        { Finding.IsSound: true } => Tone.Good,
        { Finding: not null } => Tone.Bad,
        { Waits: true } => Tone.Waiting,
        _ => Tone.Quiet,
    };

    private static IReadOnlyList<(string Word, string? Address)> TrailOf(SampleView s) =>
        [(s.For.Reference, LfrRoutes.Deployment(s.For.Id)), ("Watchlist", LfrRoutes.Watchlist(s.For.Id)), ("Sample", null)];
}
