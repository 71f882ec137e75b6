using System.Globalization;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Features.PublicSite.Queries;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>The public list of notices: what comes first, what was later, to be searched by place and year. Static, no script, no sign-in.</summary>
public partial class NoticeList
{
    /// <summary>How many earlier ones are shown at once.</summary>
    public const int PageSize = 25;

    /// <summary>From how many earlier ones on there is something to search.</summary>
    private const int WorthSearching = 6;

    private IReadOnlyList<PublicNotice> upcoming = [];
    private IReadOnlyList<PublicNotice> shown = [];
    private IReadOnlyList<int> years = [];
    private int earlier;
    private int fitting;

    /// <summary>Part of street, town or name.</summary>
    [SupplyParameterFromQuery(Name = "q")]
    public string? Asked { get; set; }

    /// <summary>Year of the use.</summary>
    [SupplyParameterFromQuery(Name = "year")]
    public string? Year { get; set; }

    /// <summary>Page of the earlier ones, from 1.</summary>
    [SupplyParameterFromQuery(Name = "page")]
    public string? Page { get; set; }

    [Inject]
    public required PublicNotices Notices { get; init; }

    [Inject]
    public required Force Force { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    private string Searched => Asked?.Trim() is { Length: > 0 and <= 100 } words ? words : "";

    private int? ChosenYear => int.TryParse(Year, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;

    private int ChosenPage => int.TryParse(Page, NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is > 0 and < 100_000 ? page : 1;

    private bool IsMany => earlier >= WorthSearching || Searched.Length > 0 || ChosenYear is not null;

    private string Found => fitting == 0 ? "None fits. Try fewer letters, or all years." : Words.Count(fitting, "use", "uses") + ".";

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var cancellationToken = Http?.RequestAborted ?? CancellationToken.None;
        upcoming = await Notices.UpcomingAsync(cancellationToken);
        var page = await Notices.EarlierAsync(Searched, ChosenYear, (ChosenPage - 1) * PageSize, PageSize, cancellationToken);
        (shown, fitting, earlier, years) = (page.Shown, page.Fitting, page.All, page.Years);
    }

    private string PageAddress(int page) => string.Create(
        CultureInfo.InvariantCulture, $"{LfrRoutes.Notices}?q={Uri.EscapeDataString(Searched)}&year={ChosenYear}&page={page}#earlier");
}
