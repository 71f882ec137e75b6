using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R02: one of the use cases that the policy permits, with evidence that it is given here. Source: force policy; there is no free-text use case.
/// </summary>
[Rule("R02", "The use case is a permitted one, with evidence", "the planner", Gate = Gate.Submit)]
public sealed class UseCaseIsPermitted : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var grounds = dossier.Plan.Grounds;
        if (dossier.Policy is not { } policy)
            return Verdict.Broken("No policy says which use cases are permitted.", "Put a policy in force for this day.");
        if (grounds.UseCase == UseCase.Undecided)
            return Verdict.Broken("No use case is chosen.", "Choose one in the plan.");
        if (policy.Find(grounds.UseCase) is not { } useCase)
            return Verdict.Broken("The use case is none of those that the policy permits.", $"Choose one of them: {Words.AndList([.. policy.UseCases.Select(u => u.Title)])}.");
        return grounds.UseCaseEvidence.IsBlank()
            ? Verdict.Broken($"Nothing shows yet that this place is {useCase.Place}.", $"Enter the evidence in the plan. {useCase.Evidence}")
            : Verdict.Met($"The place is {useCase.Place}; the evidence is recorded.");
    }
}
