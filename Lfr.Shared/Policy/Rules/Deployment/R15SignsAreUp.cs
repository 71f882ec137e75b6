namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R15: signs tell people of the cameras before they come into the zone; a photograph of each, taken on the day, shows that it stands there. Source: our own design, after the practice of South
/// Wales Police that Bridges [2020] EWCA Civ 1058 describes (signs and leaflets). A photograph is no older than 24 hours at the start, so that a postponed day is photographed again.
/// </summary>
[Rule("R15", "Signs are up", "whoever is on the ground", Gate = Gate.GoLive)]
public sealed class SignsAreUp : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var signs = dossier.Deployment.Signs;
        if (signs.Count == 0)
            return Verdict.Broken("Nothing says where signs stand.", "List the places for signs, put them up on the day and photograph each.");
        var missing = signs.Where(s => dossier.Plan.Window is not { } window || s.UpSince(window) is null).Select(s => s.Where).ToArray();
        if (missing.Length > 0)
        {
            return Verdict.Broken(
                $"{Words.Count(missing.Length, "sign is", "signs are")} not photographed in place yet: {Words.AndList([.. missing.Take(5)], missing.Length)}.",
                "Put up what is missing and photograph it there.");
        }

        var last = signs.Select(s => s.Last!.By).MaxBy(by => by.At)!;
        return Verdict.Met($"{Words.Count(signs.Count, "sign is", "signs are")} up, as photographs show. {last.Name} took the last one at {Words.Time(last.At)}.");
    }
}
