using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R04: written authority by a superintendent or above; the rank is that of the policy, which may ask a higher one at a protest (R12b). Source: College of Policing APP and force policy; the rank is verified from the account.
/// </summary>
[Rule("R04", "The authority is given in writing by an officer of the right rank", "the authorising officer", Gate = Gate.Authorise)]
public sealed class AuthorityIsGivenByTheRightRank : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Policy is not { } policy)
            return Verdict.Broken("No policy says which rank may grant authority.", "Put a policy in force for this day.");
        if (policy.Authority != PolicyAuthority.PoliceOfficer)
        {
            // Lfr holds no decision of anybody outside the force. A grant by an officer must not stand in for it.
            return Verdict.Broken(
                $"The policy needs the authority of {(policy.Authority == PolicyAuthority.Judge ? "a judge" : "an independent body")}, which Lfr cannot record yet.",
                "Plan it under a policy whose authority Lfr can record.");
        }

        var needed = policy.RankNeededFor(dossier.Plan);
        // Before the answer the rule is about the officer who asks to give it; afterwards about the one who gave it.
        if (dossier.Deployment.State == DeploymentState.Submitted)
        {
            if (dossier.Asking is not { } officer)
                return Verdict.Broken("The authorising officer has not answered yet.", "Answer the request.");
            return officer.Rank >= needed
                ? Verdict.Met($"{officer.Name} is {Of(officer.Rank, officer.Acting)}; at least {needed.InWords()} is needed.")
                : Verdict.Broken($"{officer.Name} is {Of(officer.Rank, officer.Acting)}; at least {needed.InWords()} is needed.", Ask(needed));
        }

        if (dossier.Deployment.Authority is not { By: var by })
            return Verdict.Broken("Nobody has granted authority for the plan as it is now.", "Ask for authority, then decide.");
        return by.Rank >= needed
            ? Verdict.Met($"{by.Name}, {by.RankInWords()}, granted it on {Words.Moment(by.At)}.")
            : Verdict.Broken($"{by.Name}, who granted it, was {Of(by.Rank, by.Acting)}; at least {needed.InWords()} is needed.", Ask(needed));
    }

    // Whoever stands in for an officer counts by that rank, and is said to stand in.
    private static string Of(Rank rank, string? acting) => acting ?? $"of the rank of {rank.InWords()}";

    private static string Ask(Rank needed) => $"Leave the decision to an officer of the rank of {needed.InWords()} or above.";
}
