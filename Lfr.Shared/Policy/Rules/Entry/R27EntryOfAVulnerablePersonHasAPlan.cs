using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R27: for somebody missing, vulnerable or under 18 the response is planned and arrest is no default. Source: our own design.
/// </summary>
[Rule("R27", "Welfare comes first for a missing, vulnerable or young person", "the compiler")]
public sealed class EntryOfAVulnerablePersonHasAPlan : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier)
    {
        var details = dossier.Entry.Details;
        var category = dossier.Policy.Find(details.Category);
        var neverArrested = category is { NeverArrested: true };
        var vulnerable = !details.Vulnerability.IsBlank();
        if (!neverArrested && !vulnerable && !dossier.Entry.IsChild)
            return Verdict.Met("Nothing special is known.");
        if (neverArrested && details.Response == PlannedResponse.Arrest)
            return Verdict.Broken($"Arrest is planned for somebody whose category is “{category!.Title}”.", "Plan to safeguard the person instead.");
        if (details.ResponsePlan.IsBlank())
            return Verdict.Broken("Nothing says what officers do first for this person's welfare.", "Enter it in the response plan.");
        return details.Response == PlannedResponse.Arrest
            ? Verdict.Doubtful("Arrest is planned for somebody who is vulnerable or a child.", "Say in the response plan why, or plan another response.")
            : Verdict.Met("The response plan puts welfare first.");
    }
}
