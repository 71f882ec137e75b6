namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R34: where another entry scores nearly as high, siblings and lookalikes come to mind. Source: our own design; in Thompson a man was mistaken for his listed brother.
/// </summary>
[Rule("R34", "No other entry is almost as similar", "the operator")]
public sealed class AlertIsNoLookalike : Rule<AlertDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(AlertDossier dossier)
    {
        var evidence = dossier.Alert.Evidence;
        if (evidence.RunnerUpScore >= evidence.Threshold)
            return Verdict.Broken("Another person on the list is above the threshold, too.", "Look again, and think of siblings and lookalikes.");
        return evidence.Score - evidence.RunnerUpScore < dossier.Policy.Numbers.LookalikeMargin
            ? Verdict.Broken("Another person on the list is almost as similar.", "Look again, and think of siblings and lookalikes.")
            : Verdict.Met("No other person on the list is almost as similar.");
    }
}
