using Lfr.Shared.Notices;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Notices;

/// <summary>The published versions of a notice with what changed from one to the next.</summary>
public partial class NoticeVersions
{
    /// <summary>The versions, the latest first.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<NoticeVersion> Versions { get; set; } = [];

    private static string WordOf(NoticeChange change) => change switch
    {
        NoticeChange.Published => "published",
        NoticeChange.Amended => "amended",
        NoticeChange.Postponed => "postponed",
        NoticeChange.Cancelled => "cancelled",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Unknown change."),
    };
}
