namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R25: the photograph comes from a source that the policy uses. Source: policy of the Metropolitan Police, which uses no passport or driving licence photographs.
/// </summary>
[Rule("R25", "The photograph comes from a source that the policy uses", "the compiler")]
public sealed class EntryImageSourceIsAllowed : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier)
    {
        const string toDo = "Use a photograph from another source.";
        return dossier.Policy.Find(dossier.Entry.Details.ImageSource) switch
        {
            null => Verdict.Broken("The photograph comes from a source that the policy does not know.", toDo),
            { Use: PictureUse.Barred } source => Verdict.Broken($"The photograph comes {source.Phrase}.", toDo),
            _ => Verdict.Met("The photograph comes from a source that the policy uses."),
        };
    }
}
