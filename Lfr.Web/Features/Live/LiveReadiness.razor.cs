using Lfr.Shared.Policy;
using Lfr.Web.Features.Live.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Live;

/// <summary>Before the run: what stands in the way, the broken rules first, and the one button.</summary>
public sealed partial class LiveReadiness
{
    /// <summary>Room.</summary>
    [Parameter]
    [EditorRequired]
    public LiveRoom Room { get; set; } = null!;

    /// <summary>Now.</summary>
    [Parameter]
    public DateTimeOffset Now { get; set; }

    /// <summary>Whether the person may press the button.</summary>
    [Parameter]
    public bool MayStart { get; set; }

    /// <summary>The press.</summary>
    [Parameter]
    public EventCallback OnGoLive { get; set; }

    private int Blocking => Room.Readiness.Count(f => f.Blocks);

    private int Met => Room.Readiness.Count(f => f.Weight == Weight.Met);

    private string Sentence => Blocking switch
    {
        0 => "Everything that must be in place is in place. Every rule is asked again when you press.",
        1 => "One rule stands in the way. It is checked again when you press.",
        _ => $"{Blocking} rules stand in the way. They are checked again when you press.",
    };
}
