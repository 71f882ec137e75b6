using Lfr.Shared.Notices;
using Lfr.Web.Features.PublicSite.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The public list of notices: what comes first, what was later. Static, no script, no sign-in.</summary>
public partial class NoticeList
{
    private IReadOnlyList<PublicNotice> upcoming = [];
    private IReadOnlyList<PublicNotice> earlier = [];

    [Inject]
    public required PublicNotices Notices { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var now = Time.GetUtcNow();
        var all = await Notices.ListAsync(Http?.RequestAborted ?? CancellationToken.None);
        upcoming = [.. all.Where(n => n.IsUpcoming(now)).OrderBy(n => n.Standing is PublicStanding.Now or PublicStanding.Paused ? 0 : 1).ThenBy(n => n.Current.Window.Start)];
        earlier = [.. all.Where(n => !n.IsUpcoming(now))];
    }
}
