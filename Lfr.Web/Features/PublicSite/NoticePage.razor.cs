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

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        notice = await Notices.FindAsync(Reference, Http?.RequestAborted ?? CancellationToken.None);
        if (notice is null && Http is { Response.HasStarted: false } http)
            http.Response.StatusCode = StatusCodes.Status404NotFound;
    }

    private static string Change(NoticeVersion version)
    {
        var what = version.Change switch
        {
            NoticeChange.Published => $"published for {LondonTime.Span(version.Window.Start, version.Window.End)}.",
            NoticeChange.Amended => $"amended; now {LondonTime.Span(version.Window.Start, version.Window.End)}, {version.Place.Venue}.",
            NoticeChange.Postponed => "postponed.",
            _ => "cancelled.",
        };
        return version.Reason.Length == 0 ? what : $"{what} {version.Reason}";
    }
}
