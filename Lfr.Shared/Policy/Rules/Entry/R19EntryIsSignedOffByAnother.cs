namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R19, with the separation of duties of domain.md §6: nobody signs off an entry of a list that they compile. Source: College of Policing APP (review of every entry); our own design.
/// </summary>
[Rule("R19", "An entry is signed off by somebody who does not compile the list", "another watchlist approver")]
public sealed class EntryIsSignedOffByAnother : Rule<EntryDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(EntryDossier dossier)
    {
        var compiler = dossier.Entry.CompiledBy;
        if (dossier.Entry.IsNobodys)
            return Verdict.Broken($"{dossier.Entry.Reference} came from a file under nobody's name, so no compiler stands for it.", "A compiler opens the list, looks at what came, and stands for it.");
        if (dossier.Approver is not { } approver)
            return Verdict.Met($"Compiled by {compiler.Name}, who cannot sign it off.");
        if (dossier.Entry.WasCompiledBy(approver.UserId))
            return Verdict.Broken($"{approver.Name} compiled {dossier.Entry.Reference} and cannot sign it off.", "Leave it to another watchlist approver.");
        return dossier.ApproverCompiles
            ? Verdict.Broken($"{approver.Name} compiled other entries of this list and cannot sign any of it off.", "Leave it to another watchlist approver.")
            : Verdict.Met($"Compiled by {compiler.Name}, looked at by {approver.Name}.");
    }
}
