using System.Globalization;
using Lfr.Web.Dossiers;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>A year of uses for the public. Static, no script, no sign-in.</summary>
public partial class YearPage
{
    private YearsOfUses years = new([], null);

    /// <summary>The year; the latest when it is left out.</summary>
    [Parameter]
    public string? Number { get; set; }

    [Inject]
    public required YearReader Reader { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        int? asked = int.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
        years = await Reader.RunAsync(asked, Http?.RequestAborted ?? CancellationToken.None);
        if (Number is not null && years.Shown?.Year != asked)
            Navigation.NotFound();
    }
}
