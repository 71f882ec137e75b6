using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;
using Lfr.Web.Components.Shared;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>Answers of authorising officers, with reasons and conditions.</summary>
public partial class DecisionList
{
    /// <summary>The answers, in the given order.</summary>
    [Parameter]
    [EditorRequired]
    public IReadOnlyList<AuthorityDecision> Decisions { get; set; } = [];

    /// <summary>Policy of the deployment, which names ranks.</summary>
    [Parameter]
    public PolicyPack? Policy { get; set; }

    /// <summary>The verdict as a word.</summary>
    public static string WordOf(AuthorityVerdict verdict) => verdict switch
    {
        AuthorityVerdict.Granted => "Granted",
        AuthorityVerdict.Refused => "Refused",
        AuthorityVerdict.Returned => "Sent back",
        AuthorityVerdict.Revoked => "Revoked",
        AuthorityVerdict.Lapsed => "Not countersigned in time",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "Unknown decision."),
    };

    private static Tone ToneOf(AuthorityVerdict verdict) => verdict switch
    {
        AuthorityVerdict.Granted => Tone.Good,
        AuthorityVerdict.Returned => Tone.Waiting,
        _ => Tone.Bad,
    };
}
