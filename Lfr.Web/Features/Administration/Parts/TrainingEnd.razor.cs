using Lfr.Web.Components;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Administration.Parts;

/// <summary>The last day of somebody's training; loud when it is over or soon will be.</summary>
public sealed partial class TrainingEnd
{
    /// <summary>The day; <see langword="null"/> when there was no training.</summary>
    [Parameter]
    [EditorRequired]
    public DateOnly? Until { get; set; }

    [Inject]
    private TimeProvider Time { get; set; } = null!;

    private DateOnly Today => ForceTime.Day(Time.GetUtcNow());
}
