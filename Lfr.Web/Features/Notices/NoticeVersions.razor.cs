using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Notices;

/// <summary>The published versions of a notice with what changed from one to the next.</summary>
public partial class NoticeVersions
{
    /// <summary>The versions, the latest first.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<NoticeVersion> Versions { get; set; } = [];

    private static string InWords(Window window) => ForceTime.SpanWithWeekday(window.Start, window.End);
}
