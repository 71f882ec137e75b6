using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Watchlists.Parts;

/// <summary>What approvers answered, the newest first, and whether it still covers the entry.</summary>
public partial class EntryDecisions
{
    /// <summary>The answers, oldest first.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<EntryDecision> Decisions { get; set; } = [];

    /// <summary>Those of them that cover the entry as it is.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<EntryDecision> CurrentApprovals { get; set; } = [];

    /// <summary>Policy of the deployment, which names ranks.</summary>
    [Parameter]
    [EditorRequired]
    public PolicyPack? Policy { get; set; }

    private static string WordOf(EntryVerdict verdict) => verdict switch
    {
        EntryVerdict.Approved => "Signed off",
        EntryVerdict.Rejected => "Rejected",
        EntryVerdict.TakenBack => "Taken back",
        _ => "Sent back",
    };
}
