using Lfr.Shared.Alerts;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>What officers reported about one alert: what counts or that two differ, and everything else that was reported.</summary>
public sealed partial class OutcomeGiven
{
    /// <summary>Reports, oldest first.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<Engagement> Said { get; set; } = [];

    /// <summary>Who looks.</summary>
    [Parameter]
    public Guid ReaderId { get; set; }

    /// <summary>Now.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary>Whether the person may report.</summary>
    [Parameter]
    public bool MayReport { get; set; }

    /// <summary>Whether the person may decide between reports that differ.</summary>
    [Parameter]
    public bool MayDecide { get; set; }

    /// <summary>The person wants to correct the outcome, or to decide it.</summary>
    [Parameter]
    public EventCallback<ReportMode> OnChange { get; set; }

    private Weighed<Engagement> Reports => Statement.Weigh(Said);

    private IReadOnlyList<Engagement> Others => [.. Said.Where(r => !ReferenceEquals(r, Reports.Counts))];

    /// <summary>What this person may do about it; <see langword="null"/> for nothing.</summary>
    private ReportMode? Mode => MayDecide && Statement.MayDecide(Said, ReaderId).Succeeded
        ? ReportMode.Decision
        : MayReport && Statement.MayCorrect(Said, "report", officersSent: false, ReaderId, Now, out _).Succeeded ? ReportMode.Correction : null;
}
