namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R33: at Romford one of three people arrested after an alert was no longer wanted, so the status is checked again before officers are sent. Source: our own design.
/// </summary>
[Rule("R33", "Whether the person is still sought is checked again", "the operator")]
public sealed class AlertStatusIsCheckedAgain : Rule<AlertDossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(AlertDossier dossier)
    {
        var minutes = dossier.Policy.Numbers.StatusCheckFreshMinutes;
        if (dossier.Alert.StatusChecks is not [.., var check])
            return Verdict.Broken($"Whether {dossier.Entry.Reference} is still sought was not checked since the alert.", "Check it in the source system.");
        if (!check.StillWanted)
            return Verdict.Broken($"{dossier.Entry.Reference} is no longer sought, by {check.CheckedWith}.", "Send no officers.");
        if (dossier.Entry.Suspension is { } known && known.By.At > check.By.At)
            return Verdict.Broken($"{dossier.Entry.Reference} was suspended after the check: {Words.AsSentence(known.Reason)}", "Check it again in the source system.");
        var age = dossier.Now - check.By.At;
        return age > TimeSpan.FromMinutes(minutes)
            ? Verdict.Broken($"The check is {Words.Duration(age)} old; more than {minutes} min.", "Check it again in the source system.")
            : Verdict.Met($"Still sought, by {check.CheckedWith}, checked by {check.By.Name}.");
    }
}
