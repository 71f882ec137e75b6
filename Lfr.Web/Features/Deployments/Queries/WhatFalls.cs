using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>What a step takes down with it, as sentences for the dialog that asks whether somebody means it.</summary>
public static class WhatFalls
{
    /// <summary>A sentence for each thing that changes; nothing is named that is not there.</summary>
    /// <param name="step">The step.</param>
    /// <param name="after">State after it.</param>
    /// <param name="standing">How the deployment stands now.</param>
    public static IReadOnlyList<string> With(DeploymentStep step, DeploymentState after, Standing standing)
    {
        var consequences = Consequences.Of(step, standing.State, after);
        var falls = new List<string>();
        if (after is DeploymentState.Refused or DeploymentState.Cancelled)
            falls.Add("It cannot be taken up again; a new deployment must be planned.");
        else if (consequences.Authority == AuthorityFate.Ends && standing.HasAuthority)
            falls.Add(standing.IsRunning ? "The run ends at once and cannot be started again under this authority." : "The authority ends. You will need to ask for authority again.");
        else if (consequences.Authority == AuthorityFate.Ends && standing.State == DeploymentState.Submitted && step != DeploymentStep.Return)
            falls.Add("The request for authority is taken back.");
        if (step == DeploymentStep.ChangePlan && standing is { Notice: NoticeState.Published, NoticeFits: true })
            falls.Add("The public notice still gives the old date and hours. Publish it again with the new ones.");
        if (consequences.Notice is { } change && standing.Notice is not (null or NoticeState.Draft))
            falls.Add(OfNotice(change));
        if (consequences.List is ListFate.Reopened or ListFate.ReviewedAgain && standing.IsSealed)
            falls.Add("The sealed watchlist is opened and must be sealed again.");
        if (consequences.List == ListFate.ReviewedAgain && standing.Approved > 0)
            falls.Add($"{(standing.Approved == 1 ? "One entry" : $"{Words.Number(standing.Approved)} entries")} must be signed off again.");
        if (consequences.DestroysBiometrics && standing.Approved + standing.Waiting + standing.Returned > 0)
            falls.Add("The photographs and templates of the watchlist are destroyed immediately, with a receipt.");
        if (consequences.StandsStaffDown)
            falls.Add("The people named to serve are stood down.");
        return falls;
    }

    private static string OfNotice(NoticeChange change) => change switch
    {
        NoticeChange.Postponed => "The public notice says at once that it is postponed, and why. A new notice must be published for the new date.",
        NoticeChange.Cancelled => "The public notice says at once that it is cancelled, and why.",
        NoticeChange.Refused => "The public notice says at once that it was refused authority and will not take place. Your reasons are not published.",
        NoticeChange.UnderReview => "The public notice says at once that the authority is being reviewed. It must be published again. Your reasons are not published.",
        NoticeChange.AuthorityWithdrawn => "The public notice says at once that the authority was withdrawn. It must be published again. Your reasons are not published.",
        NoticeChange.Withdrawn => "The public notice says at once that it is withdrawn, and why. It must be published again.",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "A step only takes a notice back."),
    };
}
