using Lfr.Shared.Identity;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R12b: the plan says whether a protest or another assembly is expected. Where one is, the policy must allow it and the plan must justify it under Articles 10 and 11; R04 then asks the higher rank
/// that the policy names. Source: Articles 10 and 11 of the Convention; faces were first compared at a protest in Camden on 16 May 2026.
/// </summary>
[Rule("R12b", "A protest is weighed by itself", "the planner", Gate = Gate.Submit)]
public sealed class ProtestIsWeighed : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Policy?.Protest is not { } gate)
            return Verdict.Broken("No policy says what holds at a protest.", "Put a policy in force for this day that does.");
        if (dossier.Plan.Protest is not { } protest)
        {
            // Whoever granted authority before the plan asked this decided without it; the question must not undo that.
            const string unsaid = "The plan does not say whether a protest or another assembly is expected here.";
            return dossier.Deployment.Authority is null ? Verdict.Broken(unsaid, "Choose in the plan.") : Verdict.Doubtful(unsaid, "Find out, and stop if one gathers.");
        }

        if (!protest.IsExpected)
            return Verdict.Met("No protest and no other assembly is expected here, the plan says.");
        if (!gate.Allowed)
            return Verdict.Broken("A protest or another assembly is expected here, and the policy allows no deployment at one.", "Choose another day or another place.");
        var reasons = PolicyTerms.Of(dossier.Policy).AssemblyReasons;
        return protest.Reasons.IsBlank()
            ? Verdict.Broken("A protest or another assembly is expected here, and nothing says why faces may be compared at it.", "Enter the " + reasons + ".")
            : Verdict.Met($"A protest or another assembly is expected here; the {reasons} are recorded{(gate.Rank is { } rank ? $", and the decision needs the rank of {rank.InWords(dossier.Policy)} or above" : "")}.");
    }
}
