using System.Globalization;
using Lfr.Web.Dossiers;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Records;

/// <summary>A year of uses for staff: the same figures as on the public page.</summary>
public sealed partial class YearsPage : IDisposable
{
    private readonly CancellationTokenSource leaving = new();
    private YearsOfUses? years;

    /// <summary>The year; the latest when it is left out.</summary>
    [Parameter]
    public string? Number { get; set; }

    [Inject]
    private YearReader Reader { get; set; } = null!;

    /// <inheritdoc/>
    public void Dispose()
    {
        leaving.Cancel();
        leaving.Dispose();
    }

    /// <inheritdoc/>
    protected override async Task OnParametersSetAsync()
    {
        int? asked = int.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null;
        var read = await Reader.RunAsync(asked, leaving.Token);
        years = Number is not null && read.Shown?.Year != asked ? read with { Shown = null } : read;
    }
}
