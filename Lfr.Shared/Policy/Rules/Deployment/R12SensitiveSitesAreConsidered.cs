namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R12: schools, places of worship and clinics nearby are named, or the plan says that there are none; a protest is asked for by itself (R12b). Source: Article 9 of the Convention; our own design.
/// </summary>
[Rule("R12", "Sensitive sites nearby are considered", "the planner", Gate = Gate.Submit)]
public sealed class SensitiveSitesAreConsidered : Rule<Dossier>
{
    /// <summary>A site of the map that is no further from the zone than this is one of which the plan speaks, metres.</summary>
    public const int Near = 300;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var sites = dossier.Plan.Grounds.SensitiveSites.Trim();
        if (sites.Length == 0)
            return Verdict.Broken("The plan says nothing about schools, places of worship or clinics nearby.", "Name them, or enter \"None\".");
        if (dossier.Plan.Map?.SensitiveWithin(Near).Where(s => !sites.Contains(s.Site.Name, StringComparison.OrdinalIgnoreCase)).ToArray() is [_, ..] unsaid)
        {
            return Verdict.Broken(
                $"The plan says nothing of {Words.AndList([.. unsaid.Take(5).Select(s => s.Metres < 1 ? $"{s.Site.Name}, inside the zone" : $"{s.Site.Name}, {Words.Number(s.Metres)} m from the zone")], unsaid.Length)}, which its map shows.",
                "Name each under sensitive sites, and say what is done to spare it.");
        }

        return sites.StartsWith("none", StringComparison.OrdinalIgnoreCase) || sites.StartsWith("no sensitive", StringComparison.OrdinalIgnoreCase)
            ? Verdict.Met("None is nearby, the plan says.")
            : Verdict.Doubtful("The plan names sensitive sites nearby.", "Say what is done to spare them; the authorising officer weighs it.");
    }
}
