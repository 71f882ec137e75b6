using Lfr.Shared.Identity;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R35: the people who judge alerts and speak to passers-by are there, hold their duty and are trained on the day. Source: College of Policing APP.
/// </summary>
[Rule("R35", "A trained operator and a trained engagement officer serve", "the planner", Gate = Gate.GoLive)]
public sealed class StaffAreTrained : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        var day = (dossier.Plan.Window?.End ?? dossier.Now).ForceDay();
        foreach (var role in new[] { Roles.Operator, Roles.EngagementOfficer })
        {
            if (!dossier.Plan.Staff.Any(s => string.Equals(s.Role, role, StringComparison.Ordinal)))
                return Verdict.Broken($"No {Roles.InWords(role).ToLowerInvariant()} is named.", "Name one in the plan.");
        }

        if (dossier.WithoutDuty is [var off, ..])
            return Verdict.Broken($"{off.Name} does not hold the duty of {Roles.InSentence(off.Role)} on {Words.Day((dossier.Plan.Window?.Start ?? dossier.Now).ForceDay())}.", "Name somebody who does, or ask an administrator.");

        var duties = dossier.Plan.Staff.Where(s => s.Role is Roles.Operator or Roles.EngagementOfficer).ToArray();
        if (duties.FirstOrDefault(s => s.TrainedUntil is null) is { } untrained)
            return Verdict.Broken($"{untrained.Name} has no training in live facial recognition on record.", "Enter until when it is valid, or name somebody who is trained.");
        return duties.FirstOrDefault(s => s.TrainedUntil < day) is { TrainedUntil: { } until } expired
            ? Verdict.Broken($"The training of {expired.Name} was valid until {Words.Day(until)}.", "Enter the new date, or name somebody whose training is current.")
            : Verdict.Met($"{Words.AndList([.. duties.Select(s => s.Name)])} {(duties.Length == 1 ? "is" : "are")} trained.");
    }
}
