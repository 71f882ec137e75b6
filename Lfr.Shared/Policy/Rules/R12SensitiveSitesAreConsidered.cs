namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R12: schools, places of worship, clinics and protests nearby are named, or it is said that there are none. Source: Articles 9 to 11 of the Convention; our own design.
/// </summary>
public sealed class SensitiveSitesAreConsidered : Rule
{
    /// <inheritdoc/>
    public override string Id => "R12";

    /// <inheritdoc/>
    public override string Title => "Sensitive sites nearby are considered";

    /// <inheritdoc/>
    public override string Source => "Human Rights Act 1998, Articles 9 to 11";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner";

    /// <inheritdoc/>
    public override Gate Gate => Gate.Submit;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var sites = dossier.Plan.Grounds.SensitiveSites.Trim();
        if (sites.Length == 0)
            return Verdict.Broken("Nothing is said about schools, places of worship, clinics or protests nearby.");
        return sites.StartsWith("none", StringComparison.OrdinalIgnoreCase) || sites.StartsWith("no sensitive", StringComparison.OrdinalIgnoreCase)
            ? Verdict.Met("None is nearby, the plan says.")
            : Verdict.Doubtful("The plan names sensitive sites; the authorising officer weighs what is done about them.");
    }
}
