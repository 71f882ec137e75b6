using Lfr.Web.Features.PublicSite.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>One record with its figures, or a case from before Lfr. Static, no script, no sign-in.</summary>
public partial class PublishedRecord
{
    private PublicRecord? record;
    private HistoricalCase? old;

    [Parameter]
    public string Reference { get; set; } = "";

    [Inject]
    public required PublicRecords Records { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var cancellationToken = Http?.RequestAborted ?? CancellationToken.None;
        record = await Records.FindAsync(Reference, cancellationToken);
        old = record is null
            ? (await Records.HistoricalAsync(cancellationToken)).FirstOrDefault(c => string.Equals(c.Deployment.Reference, Reference, StringComparison.Ordinal))
            : null;
        if (record is null && old is null)
            Navigation.NotFound();
    }
}
