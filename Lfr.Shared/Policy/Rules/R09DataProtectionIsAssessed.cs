using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R09: an impact assessment and an appropriate policy document that are valid on the day, and strict necessity for every passer-by, matched or not. Source: DPA 2018 ss.35, 42, 64.
/// </summary>
public sealed class DataProtectionIsAssessed : Rule
{
    /// <inheritdoc/>
    public override string Id => "R09";

    /// <inheritdoc/>
    public override string Title => "Data protection is assessed and the use is strictly necessary";

    /// <inheritdoc/>
    public override string Source => "DPA 2018 ss.35, 42 and 64";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner, with the data protection officer";

    /// <inheritdoc/>
    public override Gate Gate => Gate.Submit;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var grounds = dossier.Plan.Grounds;
        if (grounds.Necessity.IsBlank())
            return Verdict.Broken("Nothing says why it is strictly necessary.");
        if (grounds.Proportionality.IsBlank())
            return Verdict.Broken("Nothing says why it is proportionate for the people who only pass by.");
        return AssessmentCheck.Problem(dossier, AssessmentKind.DataProtection, "data protection impact assessment")
            ?? AssessmentCheck.Problem(dossier, AssessmentKind.AppropriatePolicy, "appropriate policy document")
            ?? Verdict.Met("Both documents are valid on the day; necessity and proportionality are written down.");
    }
}
