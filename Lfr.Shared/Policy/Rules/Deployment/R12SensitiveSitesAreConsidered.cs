namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R12: schools, places of worship and clinics nearby are named, or the plan says that there are none; a protest is asked for by itself (R12b). Source: Article 9 of the Convention; our own design.
/// </summary>
[Rule("R12", "Sensitive sites nearby are considered", "the planner", Gate = Gate.Submit)]
public sealed class SensitiveSitesAreConsidered : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var sites = dossier.Plan.Grounds.SensitiveSites.Trim();
        if (sites.Length == 0)
            return Verdict.Broken("The plan says nothing about schools, places of worship or clinics nearby.", "Name them, or enter \"None\".");
        return sites.StartsWith("none", StringComparison.OrdinalIgnoreCase) || sites.StartsWith("no sensitive", StringComparison.OrdinalIgnoreCase)
            ? Verdict.Met("None is nearby, the plan says.")
            : Verdict.Doubtful("The plan names sensitive sites nearby.", "Say what is done to spare them; the authorising officer weighs it.");
    }
}
