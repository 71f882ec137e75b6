namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// What people planned, signed off and decided is what the audit log vouches for: nobody changed it past the commands. Source: our own design; somebody with the
/// database file in hand must not be able to make a run lawful.
/// </summary>
[Rule("LOG", "What was decided is as the audit log left it", "an administrator, with oversight", Gate = Gate.GoLive)]
public sealed class RowsAreAsTheLogLeftThem : Rule<Dossier>
{
    private const int Named = 3;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier) => dossier.Discrepancies switch
    {
        null => Verdict.Met("This is checked against the audit log when somebody goes live."),
        { Count: 0 } => Verdict.Met("Plan, notice, list, decisions, accounts and workers are as the audit log left them."),
        var found => Verdict.Broken(
            string.Join(" ", found.Take(Named)) + (found.Count > Named ? $" So are {Words.Number(found.Count - Named)} more." : ""),
            "Nothing may run on rows that were changed outside Lfr. Tell oversight, then restore a backup or plan the deployment again."),
    };
}
