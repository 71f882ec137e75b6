using Lfr.Shared.Deployments;
using Lfr.Shared.Notices;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R17: the place, time and purpose are those that the public was told, and the plan is the one that was authorised. Source: our own design; a postponement made old notices untrue.
/// </summary>
[Rule("R17", "A changed plan has a new notice and a new authority", "the planner, then the authorising officer", Gate = Gate.GoLive)]
public sealed class NoticeAndAuthorityFitThePlan : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Notice is { State: NoticeState.Published } notice && notice.PublicSince(dossier.Plan) is null)
            return Verdict.Broken("The public was told another place, time or purpose.", "Publish an amended notice.");
        if (dossier.Deployment.Decisions is [.., { Verdict: AuthorityVerdict.Granted } granted] && dossier.Deployment.Authority is null)
            return Verdict.Broken($"The plan was changed after {granted.By.Name} authorised it on {Words.Moment(granted.By.At)}.", "Ask for authority again.");
        return Verdict.Met("Nothing that was published or authorised has been changed since.");
    }
}
