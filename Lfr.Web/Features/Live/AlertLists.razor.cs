using Lfr.Shared.Alerts;
using Lfr.Web.Features.Live.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>Alerts that wait, the oldest first, and those that were answered.</summary>
public sealed partial class AlertLists
{
    /// <summary>Without an answer.</summary>
    [Parameter]
    public IReadOnlyList<AlertLine> Waiting { get; set; } = [];

    /// <summary>With an answer.</summary>
    [Parameter]
    public IReadOnlyList<AlertLine> Answered { get; set; } = [];

    /// <summary>On the screen.</summary>
    [Parameter]
    public long? Selected { get; set; }

    /// <summary>How long one has waited.</summary>
    [Parameter]
    [EditorRequired]
    public Func<AlertLine, TimeSpan> Waited { get; set; } = null!;

    /// <summary>After this long a second person should look.</summary>
    [Parameter]
    public int EscalationSeconds { get; set; }

    /// <summary>Somebody chose one.</summary>
    [Parameter]
    public EventCallback<long> OnSelect { get; set; }

    /// <summary>Number of alerts before those that are shown whole; of them only the open ones are in the lists.</summary>
    [Parameter]
    public long Older { get; set; }

    /// <summary>Somebody wants to see earlier ones.</summary>
    [Parameter]
    public EventCallback OnOlder { get; set; }

    private bool IsLate(AlertLine line) => Waited(line).TotalSeconds >= EscalationSeconds;

    private static (string Class, string Icon) Mark(AlertLine line) => line switch
    {
        { State: AlertState.Credible or AlertState.Dispatched } => ("warn", MudBlazor.Icons.Material.Filled.DirectionsRun),
        { State: AlertState.Disputed } => ("warn", MudBlazor.Icons.Material.Filled.CallSplit),
        { State: AlertState.NotDetermined } => ("quiet", MudBlazor.Icons.Material.Filled.QuestionMark),
        { State: AlertState.False } => ("quiet", MudBlazor.Icons.Material.Filled.Close),
        { Identity: IdentityCheck.ConfirmedFalse } => ("bad", MudBlazor.Icons.Material.Filled.PriorityHigh),
        { Outcome: EngagementOutcome.Engaged } => ("ok", MudBlazor.Icons.Material.Filled.Check),
        _ => ("quiet", MudBlazor.Icons.Material.Filled.Remove),
    };
}
