using Lfr.Shared.Deployments;

namespace Lfr.Shared.Notices;

/// <summary>A part of a notice that changed.</summary>
/// <param name="Part">Which: <c>Why here</c>.</param>
/// <param name="Before">What it said.</param>
/// <param name="After">What it says.</param>
public sealed record NoticeDifference(string Part, string Before, string After);

/// <summary>What changed from one published version of a notice to the next.</summary>
public static class NoticeDifferences
{
    /// <summary>The parts that differ, in the order of the page.</summary>
    /// <param name="before">The version before.</param>
    /// <param name="after">The version after it.</param>
    /// <param name="inWords">How a page writes the hours.</param>
    public static IReadOnlyList<NoticeDifference> Between(NoticeVersion before, NoticeVersion after, Func<Window, string> inWords) =>
        [.. Parts(before, inWords).Zip(Parts(after, inWords), (b, a) => new NoticeDifference(b.Part, b.Text, a.Text)).Where(d => !string.Equals(d.Before, d.After, StringComparison.Ordinal))];

    private static (string Part, string Text)[] Parts(NoticeVersion v, Func<Window, string> inWords) =>
    [
        ("Name", v.Name),
        ("When", inWords(v.Window)),
        ("Where", $"{v.Place.Venue}, {v.Place.Area}. {v.Place.Zone}"),
        ("Purpose", v.Purpose),
        ("Summary", v.Text.Summary),
        ("Why here", v.Text.Why),
        ("Who is looked for", v.Text.WhoIsLookedFor),
        ("Another way", v.Text.AnotherWay),
        ("What happens to your face", v.Text.WhatHappensToYourFace),
        ("Your rights", v.Text.YourRights),
        ("Contact", v.Text.Contact),
        ("In other languages", string.Join(", ", v.Attachments.Select(a => $"{a.LanguageName} ({a.Hash[..8]})"))),
        .. (v.Text.Second ?? Unwritten).Parts.Select(p => ($"{p.Name} (second language)", p.Text)),
    ];

    private static NoticeTranslation Unwritten { get; } = new("", "", "", "", "", "", "", "");
}
