using System.Text.Json.Serialization;

namespace Lfr.Shared.Notices;

/// <summary>The words of a notice in a second language, as a person wrote them: Lfr translates nothing. Place, hours and contact are those of the notice.</summary>
/// <param name="Language">Language tag: <c>cy</c> for Welsh.</param>
/// <param name="Summary">One or two sentences: what happens.</param>
/// <param name="Purpose">The purpose.</param>
/// <param name="Why">Why the police do this here.</param>
/// <param name="WhoIsLookedFor">Who is looked for, in general; never a name.</param>
/// <param name="AnotherWay">How to get past without being compared.</param>
/// <param name="WhatHappensToYourFace">What is done with the faces of passers-by.</param>
/// <param name="YourRights">What people may ask for, and how to complain.</param>
public sealed record NoticeTranslation(
    string Language, string Summary, string Purpose, string Why, string WhoIsLookedFor, string AnotherWay, string WhatHappensToYourFace, string YourRights)
{
    /// <summary>Welsh.</summary>
    public const string Welsh = "cy";

    /// <summary>Its parts, by the name that the form shows.</summary>
    [JsonIgnore]
    public IReadOnlyList<(string Name, string Text)> Parts =>
    [
        ("Summary", Summary), ("Purpose", Purpose), ("Why", Why), ("Who is looked for", WhoIsLookedFor), ("Another way", AnotherWay),
        ("What happens to your face", WhatHappensToYourFace), ("Your rights", YourRights),
    ];

    /// <summary>Whether nothing is written.</summary>
    [JsonIgnore]
    public bool IsEmpty => Parts.All(p => string.IsNullOrWhiteSpace(p.Text));

    /// <summary>Parts that are still empty.</summary>
    public IEnumerable<string> Missing() => Parts.Where(p => string.IsNullOrWhiteSpace(p.Text)).Select(p => p.Name);
}
