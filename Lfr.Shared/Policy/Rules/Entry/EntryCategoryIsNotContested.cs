using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// W6 (associates) and W7 (witnesses and victims) are contested and off unless a policy weighs this rule less. Source: the commissioner objected to seeking potential witnesses.
/// </summary>
[Rule("CAT", "The category is not a contested one", "the compiler")]
public sealed class EntryCategoryIsNotContested : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => dossier.Entry.Details.Category is EntryCategory.Associate or EntryCategory.WitnessOrVictim
        ? Verdict.Broken($"{dossier.Entry.Details.Category.InWords()} ({dossier.Entry.Details.Category.Code()}) is a contested category.", "Choose the category that applies, or leave this person off the list.")
        : Verdict.Met("The category is not contested.");
}
