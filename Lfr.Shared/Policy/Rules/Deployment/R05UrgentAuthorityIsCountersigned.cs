using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R05: an authority that was granted urgently is countersigned in time. Source: force policy for urgent cases (life or serious harm: an inspector, then a superintendent promptly); in the European
/// Union Article 5(3) of the AI Act (the request within 24 hours; a refusal stops the use and deletes its data). The hours and who countersigns are the policy's.
/// </summary>
[Rule("R05", "An urgent authority is countersigned in time", "an officer who may countersign", Gate = Gate.GoLive)]
public sealed class UrgentAuthorityIsCountersigned : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Deployment.Decisions is [.., { Verdict: AuthorityVerdict.Lapsed } lapsed])
            return Verdict.Broken(lapsed.Reasons, "Ask for authority again.");
        if (dossier.Deployment.Authority?.CountersignBy is not { } until)
            return Verdict.Met("No countersignature is needed.");
        var who = dossier.Policy is not { } policy ? "somebody else" : policy.Authority == PolicyAuthority.PoliceOfficer ? $"an officer of the rank of {policy.CountersigningRankFor(dossier.Plan).InWords(policy)} or above" : policy.AuthorityInWords();
        return dossier.Now < until
            ? Verdict.Met($"It was granted urgently; {who} has to countersign it by {Words.Moment(until)}, or it stops.")
            : Verdict.Broken($"It was granted urgently, and nobody countersigned it by {Words.Moment(until)}.", "Ask for authority again.");
    }
}
