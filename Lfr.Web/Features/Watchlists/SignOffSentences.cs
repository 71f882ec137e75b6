using System.Globalization;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Components;
using Lfr.Web.Features.Watchlists.Queries;

namespace Lfr.Web.Features.Watchlists;

/// <summary>What the sign-off queue says about itself and about one entry.</summary>
internal static class SignOffSentences
{
    /// <summary>Below the name of the deployment.</summary>
    public static string Head(SignOffQueue q) => q.All == 0 ? "" : $"{Words.Number(q.Decided)} of {Words.Number(q.All)} decided, {Words.Number(q.Waiting)} waiting for you";

    /// <summary>Width of the bar.</summary>
    public static string Percent(SignOffQueue q) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * q.Decided / q.All:0.##}%");

    /// <summary>When the list must be sealed, and whether this person's pace is enough for what waits; <see langword="null"/> without a date or with nothing to decide.</summary>
    public static (string Sentence, bool IsLate)? Deadline(SignOffQueue q)
    {
        if (q.For.Window is not { } window || q.Waiting == 0)
            return null;
        var left = window.Start - q.At;
        if (left <= TimeSpan.Zero)
            return ("The window has begun. The list must be sealed before the cameras may start.", true);
        var needed = q.Pace is { } pace ? TimeSpan.FromSeconds((double)pace.Seconds * q.Waiting) : TimeSpan.Zero;
        var begin = $"Decide by {ForceTime.DateAndTime(window.Start)}, in {Words.Duration(left)}.";
        return needed == TimeSpan.Zero
            ? (begin, false)
            : ($"{begin} At your pace the {Words.Number(q.Waiting)} left {(q.Waiting == 1 ? "takes" : "take")} {Words.Duration(needed)}.", needed > left);
    }

    /// <summary>Who has what open; <see langword="null"/> when nobody has.</summary>
    public static string? Elsewhere(SignOffQueue q) => q.Elsewhere.Count == 0
        ? null
        : $"Open with others: {Words.AndList([.. q.Elsewhere.Select(o => $"{o.Reference} ({o.Name}, since {ForceTime.Time(o.Since)})")])}.";

    /// <summary>When an entry was wanted that somebody else has open.</summary>
    public static string? Taken(SignOffQueue q, Guid? wanted) =>
        q.Elsewhere.FirstOrDefault(o => o.EntryId == wanted) is { } open ? $"{open.Name} has had {open.Reference} open since {ForceTime.Time(open.Since)}." : null;

    /// <summary>Asks for a break.</summary>
    public static string AskForBreak(SignOffStretch stretch) =>
        $"You have answered {stretch.Answers} entries without a pause, at {stretch.MeanSeconds} s each. Nobody reads an entry in less than {SignOffStretch.FastSeconds} s. "
        + $"Rest your eyes for {Words.Duration(SignOffStretch.Pause)}; what waits for you is for others meanwhile. Your answer and your pace are kept.";

    /// <summary>Where the deployment is, and when.</summary>
    public static string PlaceAndTime(ListedFor listed) =>
        $"{listed.Place.Venue}, {listed.Place.Area}{(listed.Window is { } w ? $" · {ForceTime.Span(w.Start, w.End)}" : " · no date yet")}";

    /// <summary>What an answer needs to be told.</summary>
    public static string Question(EntryVerdict verdict, EntryView v) => verdict switch
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

    /// <summary>On the button of an answer.</summary>
    public static string Verb(EntryVerdict verdict) => verdict switch
    {
        EntryVerdict.Rejected => "Reject",
        EntryVerdict.Approved => "Approve",
        _ => "Send back",
    };

    /// <summary>Once an answer is kept.</summary>
    public static string Said(EntryVerdict verdict, EntryRow row) => verdict switch
    {
        EntryVerdict.Approved when row.Approvals + 1 < row.ApprovalsNeeded => $"{row.Reference}: your approval is kept. A second person must sign it off as well.",
        EntryVerdict.Approved => $"{row.Reference} is signed off.",
        EntryVerdict.Rejected => $"{row.Reference} is rejected.",
        _ => $"{row.Reference} went back to the compiler.",
    };

    /// <summary>How many rules stand in the way beside the first.</summary>
    public static string More(EntryView v) => v.Findings.Count(f => f.Blocks) is > 1 and var blocks ? $" {Words.Count(blocks - 1, "more rule is", "more rules are")} not met." : "";

    /// <summary>The entry that looks most like this one.</summary>
    public static string Nearest(EntryView v, ResemblingEntry near) => v.LooksTheSame
        ? $"Looks like {near.Reference}: the same person twice, or two people who look alike (similarity {Words.Cosine(near.Similarity)})."
        : $"Nearest other entry: {near.Reference}, unlikely the same person ({Words.Cosine(near.Similarity)}).";

    /// <summary>Texts that repeat.</summary>
    public static string SameWords(EntryView v)
    {
        var named = v.SameWords.Select(s => $"{Words.Percent(s.Similarity)} the same as one of {s.Reference}").ToArray();
        return $"One of its texts is {Words.AndList(named)}. Read what differs.";
    }

    /// <summary>When every entry is decided.</summary>
    public static string Decided(SignOffQueue q) => q.Approved == 0
        ? "Every entry is decided, and none was signed off: there is no list to seal."
        : $"Every entry is decided. {Words.Count(q.Approved, "person is", "people are")} signed off; once the list is sealed, this and only this list may run.";

    /// <summary>When there is nothing for this person to look at, though not everything is decided.</summary>
    public static string NothingForYou(SignOffQueue q)
    {
        string[] parts =
        [
            .. q.Waiting == 0 ? Array.Empty<string>() : [$"{Words.Count(q.Waiting, "entry is", "entries are")} open with another approver"],
            .. q.ForOthers == 0 ? Array.Empty<string>() : [$"{Words.Count(q.ForOthers, "entry needs", "entries need")} another approver"],
            .. q.Returned == 0 ? Array.Empty<string>() : [$"{Words.Count(q.Returned, "entry is", "entries are")} with the compiler"],
        ];
        return $"Nothing is left for you: {Words.AndList(parts)}.";
    }
}
