using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The questions of critics, each answered yes or no from what is published. Static, no script, no sign-in.</summary>
public partial class ScorecardPage
{
    private IReadOnlyList<ScorecardHead> heads = [];
    private int uses;

    [Inject]
    public required PublicRecords Records { get; init; }

    [Inject]
    public required PolicyLibrary Policies { get; init; }

    [Inject]
    public required Force Force { get; init; }

    [Inject]
    public required TimeProvider Time { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var now = Time.GetUtcNow();
        var published = await Records.UsesSinceAsync(now.AddYears(-1), Http?.RequestAborted ?? CancellationToken.None);
        uses = published.Count;
        heads = Scorecard.Of(published, Policies.InForce(ForceTime.Day(now)), Force.Contact is not null);
    }
}
