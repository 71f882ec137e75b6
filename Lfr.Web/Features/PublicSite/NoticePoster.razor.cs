using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The notice as a sheet for the street, with a QR code that leads to the whole of it. Static, no script, no sign-in; the browser prints it.</summary>
public partial class NoticePoster
{
    private PublicNotice? notice;

    /// <summary>Reference of the deployment.</summary>
    [Parameter]
    public string Reference { get; set; } = "";

    [Inject]
    public required PublicNotices Notices { get; init; }

    [Inject]
    public required Force Force { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private string Address => Navigation.ToAbsoluteUri(LfrRoutes.Notice(Reference)).ToString();

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        notice = await Notices.FindAsync(Reference, Http?.RequestAborted ?? CancellationToken.None);
        if (notice is null)
            Navigation.NotFound();
    }
}
