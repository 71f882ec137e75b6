using System.Text.Json.Serialization;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Deployments;

/// <summary>One go-live: the licence that was minted, and what came of it.</summary>
/// <param name="LicenceId">Licence.</param>
/// <param name="Licence">The licence as signed.</param>
/// <param name="Threshold">Its threshold.</param>
/// <param name="GalleryHash">Its gallery hash.</param>
/// <param name="GallerySize">Its gallery size.</param>
/// <param name="Models">SHA-256 by role.</param>
/// <param name="StartedBy">Who pressed Go live, and when.</param>
/// <param name="NotAfter">End of the licence.</param>
/// <param name="Pauses">Pauses; the last one is open while paused.</param>
/// <param name="Ended">When it ended; <see langword="null"/> while it runs.</param>
/// <param name="End">Who or what ended it.</param>
/// <param name="EndReason">Reason given, or a sentence by Lfr.</param>
/// <param name="Counters">Last counters of the worker.</param>
public sealed record Run(
    Guid LicenceId,
    SignedLicence Licence,
    float Threshold,
    string GalleryHash,
    int GallerySize,
    IReadOnlyDictionary<string, string> Models,
    Signature StartedBy,
    DateTimeOffset NotAfter,
    IReadOnlyList<Pause> Pauses,
    DateTimeOffset? Ended,
    RunEnd? End,
    string? EndReason,
    FaceCounts Counters)
{
    /// <summary>How long the list before is still searched while a worker brings the changed one into its memory.</summary>
    public static readonly TimeSpan HandOver = TimeSpan.FromSeconds(30);

    /// <summary>Who ended it; Lfr itself where no person did. <see langword="null"/> while it runs, and for runs kept before this was recorded.</summary>
    public Signature? EndedBy { get; init; }

    /// <summary>In which duty; <see langword="null"/> where Lfr ended it or the list was changed.</summary>
    public CommandDuty? EndedAs { get; init; }

    /// <summary>Orders from above the operator, oldest first, released or not.</summary>
    public IReadOnlyList<Hold> Holds { get; init; } = [];

    /// <summary>Silver's decisions about too many false alerts (R30), oldest first.</summary>
    public IReadOnlyList<FalseAlertDecision> FalseAlertDecisions { get; init; } = [];

    /// <summary>Who confirmed that officers are at the cameras (R50), oldest first.</summary>
    public IReadOnlyList<Signature> Presence { get; init; } = [];

    /// <summary>The pause that lasts; <see langword="null"/> while it compares.</summary>
    [JsonIgnore]
    public Pause? OpenPause => Pauses is [.., { To: null } last] ? last : null;

    /// <summary>Whether the licence may still be used at <paramref name="now"/>.</summary>
    public bool IsLive(DateTimeOffset now) => Ended is null && now < NotAfter;

    /// <summary>
    /// Until when comparisons made under this licence count. A run whose list was changed hands over, so that nobody walks by unseen in between, but
    /// never beyond the end of the run that took over.
    /// </summary>
    /// <param name="next">The run after this one; <see langword="null"/> when this is the last.</param>
    public DateTimeOffset ComparedUntil(Run? next)
    {
        var until = Ended ?? NotAfter;
        if (End == RunEnd.ListChanged && next is not null)
            until = Earlier(until + HandOver, next.Ended ?? next.NotAfter);
        return Earlier(until, NotAfter);

        static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
    }

    /// <summary>
    /// Whether the list was sealed again since: with other people on it, or with the same ones, of whom somebody was suspended for a while and is
    /// not compared by this run.
    /// </summary>
    public bool IsBehind(WatchlistSeal seal) => !string.Equals(GalleryHash, seal.GalleryHash, StringComparison.Ordinal) || seal.By.At > StartedBy.At;

    /// <summary>The pauses, with the one that lasts ended at <paramref name="at"/> by <paramref name="resumedBy"/>.</summary>
    internal IReadOnlyList<Pause> ClosedPauses(DateTimeOffset at, Signature? resumedBy) =>
        OpenPause is { } open ? [.. Pauses.Take(Pauses.Count - 1), open with { To = at, ResumedBy = resumedBy }] : Pauses;
}

/// <summary>A pause of a run.</summary>
/// <param name="From">Begin.</param>
/// <param name="To">End; <see langword="null"/> while it lasts.</param>
/// <param name="Reason">Why.</param>
/// <param name="By">Who; <see langword="null"/> for pauses kept before this was recorded.</param>
/// <param name="Duty">In which duty.</param>
/// <param name="ResumedBy">Who resumed, or took the pause over; <see langword="null"/> while it lasts and when the run ended with it.</param>
public sealed record Pause(
    DateTimeOffset From, DateTimeOffset? To, string Reason, Signature? By = null, CommandDuty Duty = CommandDuty.Operator, Signature? ResumedBy = null);

/// <summary>What a run counted. Faces are counted, never identified.</summary>
/// <param name="FacesCompared">Faces (tracks) compared with the list.</param>
/// <param name="FacesDiscarded">Faces compared and gone without an alert.</param>
/// <param name="AlertsRaised">Alerts raised by the worker.</param>
/// <param name="AlertsSuppressed">Repeat alerts suppressed.</param>
/// <param name="FramesDropped">Frames dropped on overload.</param>
public sealed record FaceCounts(long FacesCompared, long FacesDiscarded, long AlertsRaised, long AlertsSuppressed, long FramesDropped)
{
    /// <summary>Nothing counted yet.</summary>
    public static FaceCounts None { get; } = new(0, 0, 0, 0, 0);

    /// <summary>Sum over workers or runs.</summary>
    public static FaceCounts operator +(FaceCounts a, FaceCounts b) => new(
        a.FacesCompared + b.FacesCompared,
        a.FacesDiscarded + b.FacesDiscarded,
        a.AlertsRaised + b.AlertsRaised,
        a.AlertsSuppressed + b.AlertsSuppressed,
        a.FramesDropped + b.FramesDropped);

    /// <summary>The higher of each: two reports of one counting, whichever of them came last.</summary>
    public static FaceCounts Highest(FaceCounts a, FaceCounts b) => new(
        Math.Max(a.FacesCompared, b.FacesCompared),
        Math.Max(a.FacesDiscarded, b.FacesDiscarded),
        Math.Max(a.AlertsRaised, b.AlertsRaised),
        Math.Max(a.AlertsSuppressed, b.AlertsSuppressed),
        Math.Max(a.FramesDropped, b.FramesDropped));
}
