using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R52: the authorising officer approved criteria for this very list before anybody came in, and the entry fits them. Source: our own design; R18, after the College of Policing APP, asks for those of
/// the plan, which say nothing of photographs and ages. A list that was begun before this was asked has none and stands.
/// </summary>
[Rule("R52", "The entry fits the criteria approved for the list", "the compiler")]
public sealed class EntryFitsTheApprovedCriteria : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => Judge(dossier.Criteria, dossier.Entry.Details, dossier.Policy);

    /// <summary>The same for somebody who is not on the list yet.</summary>
    public static Verdict Judge(CriteriaInForce criteria, EntryDetails details, PolicyPack? policy)
    {
        if (!criteria.AreNeeded)
            return Verdict.Met("This list was begun before criteria of its own were asked for.");
        if (criteria.Terms is not { } terms)
            return Verdict.Broken("The authorising officer has not approved criteria for this list, as the plan now stands.", "A compiler proposes them on the page of the list, before people come in.");
        return terms.Misses(details, policy) is { } missed
            ? Verdict.Broken($"The criteria approved for this list do not include {missed}.", "Leave this person off the list, or propose wider criteria to the authorising officer.")
            : Verdict.Met("It fits the criteria that the authorising officer approved for this list.");
    }
}
