using Lfr.Shared.Notices;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>One notice in plain words, with its history. Static, no script, no sign-in.</summary>
public partial class NoticePage
{
    private PublicNotice? notice;

    [Parameter]
    public string Reference { get; set; } = "";

    [Inject]
    public required PublicNotices Notices { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        notice = await Notices.FindAsync(Reference, Http?.RequestAborted ?? CancellationToken.None);
        if (notice is null)
            Navigation.NotFound();
    }

    private static string Change(NoticeVersion version)
    {
        var what = version.Change switch
        {
            NoticeChange.Published => $"published for {LondonTime.Span(version.Window.Start, version.Window.End)}.",
            NoticeChange.Amended => $"amended; now {LondonTime.Span(version.Window.Start, version.Window.End)}, {version.Place.Venue}.",
            _ => $"{version.Change.InWords()}.",
        };
        return version.Reason.Length == 0 ? what : $"{what} {version.Reason}";
    }
}
