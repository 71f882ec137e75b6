using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R50: cameras compare only while officers are present, so that an alert is answered by somebody who is there. Whoever steers the run or stands in the street confirms it again within the policy's minutes;
/// otherwise Lfr pauses the run by itself. Source: force policy, as reported of the fixed cameras in Croydon; the minutes are ours.
/// </summary>
[Rule("R50", "Officers are present while cameras compare", "the operator, the engagement officers or the Silver commander")]
public sealed class OfficersArePresent : Rule<StandingDossier>
{
    /// <summary>Until when the last confirmation holds; <see langword="null"/> where the policy does not ask or nothing runs.</summary>
    public static Presence? AskedBy(PolicyPack? policy, DateTimeOffset? since) =>
        since is { } confirmed && policy?.WeightOf(RuleBook.Find<OfficersArePresent>().Id) is { } weight
            ? new Presence(confirmed, TimeSpan.FromMinutes(policy.Numbers.PresenceMinutes), weight == Weight.Block) : null;

    /// <inheritdoc/>
    public override Verdict Judge(StandingDossier dossier)
    {
        if (dossier.PresentSince is not { } since)
            return Verdict.Met("Nothing is compared at the moment.");
        if (dossier.Policy.Numbers.PresenceMinutes == 0)
            return Verdict.Broken("The policy does not say how often it is confirmed that officers are present.", "Put a policy in force that does.");
        var presence = new Presence(since, TimeSpan.FromMinutes(dossier.Policy.Numbers.PresenceMinutes));
        if (presence.IsOverdue(dossier.Now))
            return Verdict.Broken($"Nobody has confirmed since {Words.Time(since)} that officers are at the cameras.", "Resume once officers are there.");
        return presence.IsAskedFor(dossier.Now)
            ? Verdict.Doubtful($"It was last confirmed at {Words.Time(since)} that officers are at the cameras.", $"Confirm it before {Words.Time(presence.Due)}; otherwise Lfr pauses the run.")
            : Verdict.Met($"It was confirmed at {Words.Time(since)} that officers are at the cameras.");
    }
}
