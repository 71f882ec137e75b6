using Lfr.Shared.Notices;
using Lfr.Web.Components.Forms;

namespace Lfr.Web.Features.Notices;

/// <summary>The words of a notice in Welsh as they are typed. All of it empty is none.</summary>
public sealed class NoticeTranslationDraft(NoticeTranslation? text)
{
    /// <summary>One or two sentences: what happens.</summary>
    public string Summary { get; set; } = text?.Summary ?? "";

    /// <summary>The purpose.</summary>
    public string Purpose { get; set; } = text?.Purpose ?? "";

    /// <summary>Why here.</summary>
    public string Why { get; set; } = text?.Why ?? "";

    /// <summary>Who is looked for.</summary>
    public string WhoIsLookedFor { get; set; } = text?.WhoIsLookedFor ?? "";

    /// <summary>How to get past.</summary>
    public string AnotherWay { get; set; } = text?.AnotherWay ?? "";

    /// <summary>What happens to faces.</summary>
    public string WhatHappensToYourFace { get; set; } = text?.WhatHappensToYourFace ?? "";

    /// <summary>Rights.</summary>
    public string YourRights { get; set; } = text?.YourRights ?? "";

    /// <summary>Its parts in the order of the form.</summary>
    internal static IReadOnlyList<(string Name, Func<NoticeTranslation?, string> Of)> Parts { get; } =
    [
        ("Summary", t => t?.Summary ?? ""), ("Purpose", t => t?.Purpose ?? ""), ("Why", t => t?.Why ?? ""), ("Who is looked for", t => t?.WhoIsLookedFor ?? ""),
        ("Another way", t => t?.AnotherWay ?? ""), ("What happens to your face", t => t?.WhatHappensToYourFace ?? ""), ("Your rights", t => t?.YourRights ?? ""),
    ];

    /// <summary>What was typed; <see langword="null"/> when nothing was.</summary>
    public NoticeTranslation? ToTranslation() => Of([Summary, Purpose, Why, WhoIsLookedFor, AnotherWay, WhatHappensToYourFace, YourRights]);

    /// <summary>Their words, with every part on top that was changed here.</summary>
    internal static NoticeTranslation? Merged(NoticeTranslation? before, NoticeTranslation? mine, NoticeTranslation? theirs) =>
        Of([.. Parts.Select(p => TextPart.Merged(p.Of(before), p.Of(mine), p.Of(theirs)))]);

    private static NoticeTranslation? Of(IReadOnlyList<string> words)
    {
        var written = new NoticeTranslation(NoticeTranslation.Welsh, words[0].Trim(), words[1].Trim(), words[2].Trim(), words[3].Trim(), words[4].Trim(), words[5].Trim(), words[6].Trim());
        return written.IsEmpty ? null : written;
    }
}
