using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Features.Deployments.Queries;
using Microsoft.AspNetCore.Components;

namespace Lfr.Web.Features.Deployments;

/// <summary>What an officer answers to an urgent authority.</summary>
/// <param name="Agrees">Whether it is countersigned.</param>
/// <param name="Outside">Whose decision it is, where a judge or a body decides.</param>
public sealed record UrgentAnswer(bool Agrees, OutsideAuthority? Outside);

/// <summary>An urgent request or authority: why, until when, and the countersignature (R05).</summary>
public sealed partial class UrgentPanel
{
    private string name = "";
    private string reference = "";

    /// <summary>The sheet that the officer reads.</summary>
    [Parameter]
    [EditorRequired]
    public AuthoritySheet Sheet { get; set; } = null!;

    /// <summary>Takes the answer.</summary>
    [Parameter]
    public EventCallback<UrgentAnswer> OnAnswer { get; set; }

    private string Who => Sheet.Policy is not { } policy ? "somebody else"
        : policy.Authority == PolicyAuthority.PoliceOfficer ? $"an officer of the rank of {policy.CountersigningRankFor(Sheet.Plan).InWords(policy)} or above" : policy.AuthorityInWords();

    private Task AnswerAsync(bool agrees) => OnAnswer.InvokeAsync(new UrgentAnswer(agrees, OutsideAuthority.Of(name, reference)));
}
