namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R33: at Romford one of three people arrested after an alert was no longer wanted, so the status is checked again before officers are sent. Source: our own design.
/// </summary>
public sealed class AlertStatusIsCheckedAgain : AlertRule
{
    /// <inheritdoc/>
    public override string Id => "R33";

    /// <inheritdoc/>
    public override string Title => "Whether the person is still sought is checked again";

    /// <inheritdoc/>
    public override string Source => "Lfr: a stale entry at Romford, 31 January 2019";

    /// <inheritdoc/>
    public override string ClearedBy => "the operator";

    /// <inheritdoc/>
    public override Verdict Judge(AlertDossier dossier)
    {
        var minutes = dossier.Policy.Numbers.StatusCheckFreshMinutes;
        if (dossier.Alert.StatusChecks is not [.., var check])
            return Verdict.Broken($"Whether {dossier.Entry.Reference} is still sought was not checked since the alert.");
        if (!check.StillWanted)
            return Verdict.Broken($"{dossier.Entry.Reference} is no longer sought, by {check.CheckedWith}.");
        var age = dossier.Now - check.By.At;
        return age > TimeSpan.FromMinutes(minutes)
            ? Verdict.Broken($"The check is {Words.Duration(age)} old; more than {minutes} min. Check again.")
            : Verdict.Met($"Still sought, by {check.CheckedWith}, checked by {check.By.Name}.");
    }
}
