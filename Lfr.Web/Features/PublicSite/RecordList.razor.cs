using Lfr.Web.Features.PublicSite.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The public list of records. Static, no script, no sign-in.</summary>
public partial class RecordList
{
    private IReadOnlyList<PublicRecord> records = [];
    private IReadOnlyList<RecordToCome> toCome = [];
    private IReadOnlyList<HistoricalCase> historical = [];

    private int published;

    [Inject]
    public required PublicRecords Records { get; init; }

    [Inject]
    public required PublishedUses Uses { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var cancellationToken = Http?.RequestAborted ?? CancellationToken.None;
        records = await Records.ListAsync(cancellationToken);
        toCome = await Records.ToComeAsync(cancellationToken);
        historical = await Records.HistoricalAsync(cancellationToken);
        published = await Uses.CountAsync(cancellationToken);
    }
}
