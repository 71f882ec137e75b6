using Lfr.Shared.Deployments;
using Lfr.Web.Features.Notices.Queries;

namespace Lfr.Web.Features.Notices;

/// <summary>What the withdrawal of a notice means, said before anybody confirms it; read from <see cref="Consequences"/>, which decides it.</summary>
internal static class WithdrawalInWords
{
    /// <summary>A sentence for each thing that changes, and for what might be thought to change and does not.</summary>
    public static IReadOnlyList<string> Of(NoticeSheet sheet)
    {
        var means = Consequences.Of(DeploymentStep.WithdrawNotice, sheet.State, sheet.State);
        List<string> says =
        [
            "The public page, the feeds and the calendar say at once that the notice is withdrawn, and why. What it said stays visible.",
            "The deployment cannot go live until you publish the notice again. The notice period counts from then.",
        ];
        if (sheet.ShortNoticeReason is not null)
            says.Add("The second reason for the short notice no longer applies. Give it again if it is still needed.");
        if (means.Authority == AuthorityFate.Stays && sheet.State == DeploymentState.Authorised)
            says.Add("The authority stays: it covers the plan, and the plan is as it was.");
        if (means.Authority == AuthorityFate.Stays && sheet.State == DeploymentState.Submitted)
            says.Add("The request for authority stays. The officer reads that the notice is withdrawn.");
        return says;
    }
}
