using System.Globalization;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The public list of records. Static, no script, no sign-in.</summary>
public partial class RecordList
{
    private IReadOnlyList<PublicRecord> records = [];
    private IReadOnlyList<RecordToCome> toCome = [];
    private IReadOnlyList<HistoricalCase> historical = [];

    private int published;
    private int all;

    /// <summary>How many records are shown at once.</summary>
    public const int PageSize = 50;

    /// <summary>Page of the records, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public string? Page { get; set; }

    [Inject]
    public required PublicRecords Records { get; init; }

    [Inject]
    public required PublishedUses Uses { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private int ChosenPage => int.TryParse(Page, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1;

    private static string PageAddress(int page) => string.Create(CultureInfo.InvariantCulture, $"{LfrRoutes.Records}?page={page}");

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var cancellationToken = Http?.RequestAborted ?? CancellationToken.None;
        all = await Records.CountAsync(cancellationToken);
        records = await Records.ListAsync((ChosenPage - 1) * PageSize, PageSize, cancellationToken);
        toCome = await Records.ToComeAsync(cancellationToken);
        historical = await Records.HistoricalAsync(cancellationToken);
        published = await Uses.CountAsync(cancellationToken);
    }
}
