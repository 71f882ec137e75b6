using Lfr.Shared.Policy;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Components.Shared;

/// <summary>What the rules say, the weightiest first: what is wrong, what to do and who can, and where the rule comes from; a rule that is met by its title.</summary>
public partial class FindingList
{
    /// <summary>The findings, in the order of the rule book.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<Finding> Findings { get; set; } = [];

    /// <summary>A button for a finding, such as "Open notice"; drawn at its right.</summary>
    [Parameter]
    public RenderFragment<Finding>? Action { get; set; }

    /// <summary>The sentence for an empty list.</summary>
    [Parameter]
    public string WhenEmpty { get; set; } = "No rule has anything to say.";

    /// <summary>Keeps the given order instead of the weightiest first.</summary>
    [Parameter]
    public bool KeepOrder { get; set; }

    private IEnumerable<Finding> Sorted => KeepOrder ? Findings : Findings.OrderBy(f => f.Weight switch
    {
        Weight.Block => 0,
        Weight.Warn => 1,
        Weight.Record => 2,
        _ => 3,
    });

    /// <summary>A weight as a word.</summary>
    public static string WordOf(Weight weight) => weight switch
    {
        Weight.Block => "Blocks",
        Weight.Warn => "Warns",
        Weight.Record => "Recorded",
        _ => "Met",
    };

    private static string ClassOf(Weight weight) => weight switch
    {
        Weight.Block => "bad",
        Weight.Warn => "warn",
        Weight.Record => "quiet",
        _ => "ok",
    };

    private static string IconOf(Weight weight) => weight switch
    {
        Weight.Block => MudBlazor.Icons.Material.Filled.Close,
        Weight.Warn => MudBlazor.Icons.Material.Filled.PriorityHigh,
        Weight.Record => MudBlazor.Icons.Material.Filled.EditNote,
        _ => MudBlazor.Icons.Material.Filled.Check,
    };
}
