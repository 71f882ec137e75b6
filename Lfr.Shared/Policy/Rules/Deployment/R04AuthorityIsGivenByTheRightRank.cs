using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R04: written authority by a superintendent or above; the rank is that of the policy, which may ask a higher one at a protest (R12b). Source: College of Policing APP and force policy; the rank is verified from the account. Where a judge or a body decides, an officer records whose decision it is; an urgent grant needs the urgent rank and a countersignature (R05).
/// </summary>
[Rule("R04", "The authority is given in writing by an officer of the right rank", "the authorising officer", Gate = Gate.Authorise)]
public sealed class AuthorityIsGivenByTheRightRank : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Policy is not { } policy)
            return Verdict.Broken("No policy says which rank may grant authority.", "Put a policy in force for this day.");
        var urgent = dossier.Deployment.Urgency is null ? null : policy.Urgent;
        // Before the answer the rule is about the officer who asks to give it; afterwards about the one who gave it.
        if (dossier.Deployment.State == DeploymentState.Submitted)
        {
            if (policy.Authority != PolicyAuthority.PoliceOfficer && dossier.Outside is { } judge)
                return Verdict.Met($"{judge.Name} decides, {judge.Reference}.");
            if (policy.Authority != PolicyAuthority.PoliceOfficer && urgent is null)
            {
                return Verdict.Broken(
                    $"The policy needs the authority of {policy.AuthorityInWords()}, and no decision of {policy.AuthorityInWords()} is recorded yet.",
                    "Enter who decided, and the reference of the decision.");
            }

            if (dossier.Asking is not { } officer)
                return Verdict.Broken("The authorising officer has not answered yet.", "Answer the request.");
            var needed = urgent?.Rank ?? policy.RankNeededFor(dossier.Plan);
            return officer.Rank >= needed
                ? Verdict.Met($"{officer.Name} is {Of(officer.Rank, officer.Acting, policy)}; at least {needed.InWords(policy)} is needed{(urgent is null ? "" : " for an urgent grant")}.")
                : Verdict.Broken($"{officer.Name} is {Of(officer.Rank, officer.Acting, policy)}; at least {needed.InWords(policy)} is needed{(urgent is null ? "" : " for an urgent grant")}.", Ask(needed, policy));
        }

        if (dossier.Deployment.Authority is not { By: var by } granted)
            return Verdict.Broken("Nobody has granted authority for the plan as it is now.", "Ask for authority, then decide.");
        if (granted.Outside is { } outside)
            return Verdict.Met($"{outside.Name} decided, {outside.Reference}; {by.Name} recorded it on {Words.Moment(by.At)}.");
        if (policy.Authority != PolicyAuthority.PoliceOfficer && granted.CountersignBy is null)
        {
            return Verdict.Broken(
                $"The policy needs the authority of {policy.AuthorityInWords()}, and {by.Name}, {by.RankInWords(policy)}, is none.",
                $"Ask for authority again, and record the decision of {policy.AuthorityInWords()}.");
        }

        var lowest = granted.CountersignBy is not null && urgent is not null ? urgent.Rank : policy.RankNeededFor(dossier.Plan);
        return by.Rank >= lowest
            ? Verdict.Met($"{by.Name}, {by.RankInWords(policy)}, granted it on {Words.Moment(by.At)}{(granted.CountersignBy is { } until ? $", urgently, until {Words.Moment(until)}" : "")}.")
            : Verdict.Broken($"{by.Name}, who granted it, was {Of(by.Rank, by.Acting, policy)}; at least {lowest.InWords(policy)} is needed.", Ask(lowest, policy));
    }

    // An acting officer counts in the acting rank, and the sentence says "acting".
    private static string Of(Rank rank, string? acting, PolicyPack policy) => acting ?? $"of the rank of {rank.InWords(policy)}";

    private static string Ask(Rank needed, PolicyPack policy) => $"Leave the decision to an officer of the rank of {needed.InWords(policy)} or above.";
}
