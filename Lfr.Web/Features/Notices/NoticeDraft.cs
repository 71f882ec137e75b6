using Lfr.Shared.Notices;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Notices;

/// <summary>A notice as it is typed.</summary>
public sealed class NoticeDraft(NoticeText? text)
{
    public string Summary { get; set; } = text?.Summary ?? "";
    public string Why { get; set; } = text?.Why ?? "";
    public string WhoIsLookedFor { get; set; } = text?.WhoIsLookedFor ?? "";
    public string AnotherWay { get; set; } = text?.AnotherWay ?? "";
    public string WhatHappensToYourFace { get; set; } = text?.WhatHappensToYourFace ?? "";
    public string YourRights { get; set; } = text?.YourRights ?? "";
    public string Contact { get; set; } = text?.Contact ?? "";

    /// <summary>The same in Welsh.</summary>
    public NoticeTranslationDraft Welsh { get; } = new(text?.Second);

    /// <summary>The text.</summary>
    public NoticeText ToText() => new(
        Summary.Trim(), Why.Trim(), WhoIsLookedFor.Trim(), AnotherWay.Trim(), WhatHappensToYourFace.Trim(), YourRights.Trim(), Contact.Trim()) { Second = Welsh.ToTranslation() };

    /// <summary>Its parts in the order of the form, as the form calls them.</summary>
    internal static IReadOnlyList<(string Name, Func<NoticeText, string> Of)> Parts { get; } =
    [
        ("Summary", t => t.Summary), ("Why", t => t.Why), ("Who is looked for", t => t.WhoIsLookedFor), ("Another way", t => t.AnotherWay),
        ("What happens to your face", t => t.WhatHappensToYourFace), ("Your rights", t => t.YourRights), ("Contact", t => t.Contact),
        .. NoticeTranslationDraft.Parts.Select(p => ($"{p.Name} (second language)", (Func<NoticeText, string>)(t => p.Of(t.Second)))),
    ];

    /// <summary>Their text, with every part on top that was changed here: <paramref name="before"/> is what both began from.</summary>
    public static NoticeText Merged(NoticeText before, NoticeText mine, NoticeText theirs)
    {
        string Of(Func<NoticeText, string> part) => TextPart.Merged(part(before), part(mine), part(theirs));
        return new(Of(t => t.Summary), Of(t => t.Why), Of(t => t.WhoIsLookedFor), Of(t => t.AnotherWay), Of(t => t.WhatHappensToYourFace), Of(t => t.YourRights), Of(t => t.Contact))
        {
            Second = NoticeTranslationDraft.Merged(before.Second, mine.Second, theirs.Second),
        };
    }

    /// <summary>Fills in what is still empty; what was written stays.</summary>
    public void FillFrom(NoticeText proposal)
    {
        Summary = Or(Summary, proposal.Summary);
        Why = Or(Why, proposal.Why);
        WhoIsLookedFor = Or(WhoIsLookedFor, proposal.WhoIsLookedFor);
        AnotherWay = Or(AnotherWay, proposal.AnotherWay);
        WhatHappensToYourFace = Or(WhatHappensToYourFace, proposal.WhatHappensToYourFace);
        YourRights = Or(YourRights, proposal.YourRights);
        Contact = Or(Contact, proposal.Contact);
    }

    private static string Or(string written, string proposed) => string.IsNullOrWhiteSpace(written) ? proposed : written;
}
