namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R14: how long before the start the public was told. Source: no statutory lead time was found; the hours are the policy's. A very short notice needs a second, written reason; below the minimum of a policy that has one, no reason is enough.
/// </summary>
[Rule("R14", "The notice is given in time", "the planner", Gate = Gate.GoLive)]
public sealed class NoticeIsGivenInTime : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Plan.Window is not { } window)
            return Verdict.Broken("The plan has no date yet, so there is no lead time.", "Set the date and the hours.");
        if (dossier.Policy is not { Numbers: var numbers })
            return Verdict.Broken("No policy says how long the notice must be.", "Put a policy in force for this day.");
        var since = dossier.Notice?.PublicSince(dossier.Plan);
        var lead = window.Start - (since ?? dossier.Now);
        if (lead <= TimeSpan.Zero)
            return Verdict.Broken(
                since is null ? "The start has passed without a notice that says this place, time and purpose." : "The notice was published after the start.",
                "Set a later date and publish the notice for it.");
        var what = since is null ? $"If the notice were published now, its lead time would be {Words.Duration(lead)}" : $"Notice lead time is {Words.Duration(lead)}";
        if (dossier.Policy.Notice is { MinimumHours: { } least } && lead < TimeSpan.FromHours(least) && dossier.Deployment.Urgency is null)
            return Verdict.Broken($"{what}; the policy allows nothing under {Words.Count(least, "hour", "hours")}.", "Set a later date.");
        if (lead >= TimeSpan.FromHours(numbers.NoticeWarnHours))
            return since is null ? Verdict.Doubtful($"{what}.", "Publish the notice.") : Verdict.Met($"{what}.");
        if (lead >= TimeSpan.FromHours(numbers.NoticeSecondReasonHours))
            return Verdict.Doubtful($"{what}; less than {numbers.NoticeWarnHours} h.", since is null ? "Publish the notice, or set a later date." : "Set a later date, or go on with this lead time.");
        return dossier.Notice?.ShortNoticeReason is null
            ? Verdict.Broken($"{what}; less than {numbers.NoticeSecondReasonHours} h, which needs a second reason.", "Enter why a longer notice was not possible, or set a later date.")
            : Verdict.Doubtful($"{what}; less than {numbers.NoticeSecondReasonHours} h. A second reason is given.");
    }
}
