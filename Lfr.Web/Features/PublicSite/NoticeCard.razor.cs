using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>A notice in a list.</summary>
public partial class NoticeCard
{
    [Parameter, EditorRequired]
    public required PublicNotice Notice { get; set; }

    private string Summary()
    {
        var first = $"First announced {ForceTime.DateAndTime(Notice.FirstPublished)}";
        var lead = Notice.Current.Window.Start - Notice.FirstPublished;
        return lead > TimeSpan.Zero ? $"{first}, {Words.Duration(lead)} before the start." : $"{first}.";
    }
}
