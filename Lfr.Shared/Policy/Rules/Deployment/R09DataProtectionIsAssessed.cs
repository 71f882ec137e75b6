using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R09: an impact assessment and an appropriate policy document that are valid on the day, and strict necessity for every passer-by, matched or not. Source: DPA 2018 ss.35, 42, 64.
/// </summary>
[Rule("R09", "Data protection is assessed and the use is strictly necessary", "the planner, with the data protection officer", Gate = Gate.Submit)]
public sealed class DataProtectionIsAssessed : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var grounds = dossier.Plan.Grounds;
        if (grounds.Necessity.IsBlank())
            return Verdict.Broken("Nothing says why it is strictly necessary.", "Enter why in the plan.");
        if (grounds.Proportionality.IsBlank())
            return Verdict.Broken("Nothing says why it is proportionate for the people who only pass by.", "Enter why in the plan.");
        return AssessmentCheck.Problem(dossier, AssessmentKind.DataProtection)
            ?? AssessmentCheck.Problem(dossier, AssessmentKind.AppropriatePolicy)
            ?? Verdict.Met("Both documents are valid on the day; necessity and proportionality are recorded.");
    }
}
