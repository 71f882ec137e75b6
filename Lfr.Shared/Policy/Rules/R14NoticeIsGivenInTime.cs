namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R14: how long before the start the public was told. Source: no statutory lead time was found; the hours are the policy's. A very short notice needs a second, written reason.
/// </summary>
public sealed class NoticeIsGivenInTime : Rule
{
    /// <inheritdoc/>
    public override string Id => "R14";

    /// <inheritdoc/>
    public override string Title => "The notice is given in time";

    /// <inheritdoc/>
    public override string Source => "Lfr: no lead time is fixed in law";

    /// <inheritdoc/>
    public override string ClearedBy => "the planner";

    /// <inheritdoc/>
    public override Gate Gate => Gate.GoLive;

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Plan.Window is not { } window)
            return Verdict.Broken("There is no date yet, so there is no lead time.");
        if (dossier.Policy is not { Numbers: var numbers })
            return Verdict.Broken("No policy says how long the notice must be.");
        var since = dossier.Notice?.PublicSince(dossier.Plan);
        var lead = window.Start - (since ?? dossier.Now);
        if (lead <= TimeSpan.Zero)
            return Verdict.Broken(since is null ? "The start has passed without a notice that says this place, time and purpose." : "The notice was published after the start.");
        var what = since is null ? $"If the notice were published now, its lead time would be {Words.Duration(lead)}" : $"Notice lead time is {Words.Duration(lead)}";
        if (lead >= TimeSpan.FromHours(numbers.NoticeWarnHours))
            return since is null ? Verdict.Doubtful($"{what}.") : Verdict.Met($"{what}.");
        if (lead >= TimeSpan.FromHours(numbers.NoticeSecondReasonHours))
            return Verdict.Doubtful($"{what}; less than {numbers.NoticeWarnHours} h.");
        return dossier.Notice?.ShortNoticeReason is null
            ? Verdict.Broken($"{what}; less than {numbers.NoticeSecondReasonHours} h, which needs a second reason.")
            : Verdict.Doubtful($"{what}; less than {numbers.NoticeSecondReasonHours} h. A second reason is given.");
    }
}
