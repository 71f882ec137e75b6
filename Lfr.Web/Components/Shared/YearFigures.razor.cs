using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>A year of uses: sums of what can be compared, what cannot and why, and the uses. The same for staff and public, so that they never see different figures.</summary>
public sealed partial class YearFigures
{
    /// <summary>Most uses that are listed; the sums are of all.</summary>
    public const int Most = 400;

    /// <summary>The year.</summary>
    [Parameter]
    [EditorRequired]
    public YearOfUses? Year { get; set; }

    private static string Number(long? count) => count is { } known ? Words.Number(known) : "–";

    private static string OriginOf(YearUse use) => use.Origin switch
    {
        UseOrigin.Here => "Computed by Lfr",
        UseOrigin.AsPublished => "As the force published them",
        _ => "As reported of the trial",
    };
}
