using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R10: due regard to equality before and throughout: an assessment that is valid on the day and rests on evidence about the bias of this very model. Source: Bridges; Equality Act 2010 s.149.
/// </summary>
[Rule("R10", "Equality is assessed, with evidence on bias", "the planner", Gate = Gate.Submit)]
public sealed class EqualityIsAssessed : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (AssessmentCheck.Problem(dossier, AssessmentKind.Equality) is { } problem)
            return problem;
        return AssessmentCheck.Valid(dossier, AssessmentKind.Equality)!.Evidence.IsBlank()
            ? Verdict.Broken($"The {AssessmentCheck.Name(dossier, AssessmentKind.Equality)} names no evidence on bias of the model and the threshold.", "Enter the evidence in the plan.")
            : Verdict.Met($"The {AssessmentCheck.Name(dossier, AssessmentKind.Equality)} is valid on the day and names its evidence on bias.");
    }
}
