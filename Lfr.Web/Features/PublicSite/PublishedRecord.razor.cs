using Lfr.Shared.Records;
using Lfr.Web.Features.PublicSite.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.PublicSite;

/// <summary>One record with its figures, as it is or as one of its versions was, or a case from before Lfr. Static, no script, no sign-in.</summary>
public partial class PublishedRecord
{
    private PublicRecord? record;
    private RecordVersion? shown;
    private HistoricalCase? old;

    [Parameter]
    public string Reference { get; set; } = "";

    /// <summary>The version; none for the record as it is now.</summary>
    [Parameter]
    public int? Number { get; set; }

    [Inject]
    public required PublicRecords Records { get; init; }

    [Inject]
    public required NavigationManager Navigation { get; init; }

    [CascadingParameter]
    public HttpContext? Http { get; set; }

    /// <summary>What came after the version that is shown; <see langword="null"/> for the current one.</summary>
    private RecordVersion? Replacing => record?.Versions.FirstOrDefault(v => v.Number == shown?.Number + 1);

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        var cancellationToken = Http?.RequestAborted ?? CancellationToken.None;
        record = await Records.FindAsync(Reference, cancellationToken);
        shown = Number is { } number ? record?.Versions.FirstOrDefault(v => v.Number == number) : record?.Current;
        old = record is null && Number is null ? await Records.FindTrialAsync(Reference, cancellationToken) : null;
        if (shown is null && old is null)
            Navigation.NotFound();
    }

    private IReadOnlyList<ChangedPart> Changed(RecordVersion version) => record!.Versions.FirstOrDefault(v => v.Number == version.Number - 1) is { } before
        ? RecordTables.Changed(record.Plan, before, version)
        : [];
}
