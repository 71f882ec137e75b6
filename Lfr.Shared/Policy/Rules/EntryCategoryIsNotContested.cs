using Lfr.Shared.Watchlists;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// W6 (associates) and W7 (witnesses and victims) are contested and off unless a policy weighs this rule less. Source: the commissioner objected to seeking potential witnesses.
/// </summary>
public sealed class EntryCategoryIsNotContested : EntryRule
{
    /// <inheritdoc/>
    public override string Id => "CAT";

    /// <inheritdoc/>
    public override string Title => "The category is not a contested one";

    /// <inheritdoc/>
    public override string Source => "Biometrics and Surveillance Camera Commissioner's response to the APP";

    /// <inheritdoc/>
    public override string ClearedBy => "nobody: the policy rules it out";

    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier) => dossier.Entry.Details.Category is EntryCategory.Associate or EntryCategory.WitnessOrVictim
        ? Verdict.Broken($"{dossier.Entry.Details.Category.InWords()} ({dossier.Entry.Details.Category.Code()}) is a contested category.")
        : Verdict.Met("The category is not contested.");
}
