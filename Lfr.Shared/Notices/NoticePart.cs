using Lfr.Shared.Policy;

namespace Lfr.Shared.Notices;

/// <summary>A part of a public notice, as a policy names it (R13c). Place, date and purpose come from the plan and are always there.</summary>
public enum NoticePart
{
    /// <summary>What happens, in one or two sentences.</summary>
    Summary,

    /// <summary>Why the police do this here.</summary>
    Why,

    /// <summary>Who is looked for, in general.</summary>
    WhoIsLookedFor,

    /// <summary>How to get past without being compared.</summary>
    AnotherWay,

    /// <summary>What is done with the faces of passers-by.</summary>
    WhatHappensToYourFace,

    /// <summary>What people may ask for, and how to complain.</summary>
    YourRights,

    /// <summary>Whom to write to or call.</summary>
    Contact,

    /// <summary>The place as a map.</summary>
    Map,
}

/// <summary>Parts of a notice as words, and whether a notice has them.</summary>
public static class NoticeParts
{
    /// <summary>Inside a sentence: <c>what happens to your face</c>.</summary>
    public static string InWords(this NoticePart part) => part switch
    {
        NoticePart.Summary => "the summary",
        NoticePart.Why => "why we are doing this",
        NoticePart.WhoIsLookedFor => "who is looked for",
        NoticePart.AnotherWay => "another way past",
        NoticePart.WhatHappensToYourFace => "what happens to your face",
        NoticePart.YourRights => "your rights",
        NoticePart.Contact => "the contact",
        NoticePart.Map => "the map",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Unknown part."),
    };

    /// <summary>Whether the public reads <paramref name="part"/> in this version.</summary>
    public static bool Has(this NoticeVersion notice, NoticePart part) => part switch
    {
        NoticePart.Summary => !notice.Text.Summary.IsBlank(),
        NoticePart.Why => !notice.Text.Why.IsBlank(),
        NoticePart.WhoIsLookedFor => !notice.Text.WhoIsLookedFor.IsBlank(),
        NoticePart.AnotherWay => !notice.Text.AnotherWay.IsBlank(),
        NoticePart.WhatHappensToYourFace => !notice.Text.WhatHappensToYourFace.IsBlank(),
        NoticePart.YourRights => !notice.Text.YourRights.IsBlank(),
        NoticePart.Contact => !notice.Text.Contact.IsBlank(),
        NoticePart.Map => notice.Map is not null,
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Unknown part."),
    };
}
