namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// R01: a published policy fixes who may be looked for, where and why, before any use. Source: Bridges: the law must not leave that to the officer.
/// </summary>
[Rule("R01", "A published policy is in force", "the force's policy owner", Gate = Gate.Submit)]
public sealed class PolicyIsInForce : Rule<Dossier>
{
    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Policy is not { } policy)
            return Verdict.Broken("No policy is in force on this day.", "Put a policy in force for this day, or choose another day.");
        // Another pack that is tried on the deployment was never pinned.
        if (dossier.Deployment is { PolicyHash: { } pinned } deployment && deployment.PolicyId == policy.Id && pinned != policy.Hash)
        {
            return Verdict.Broken(
                $"The file of {policy.Title} ({policy.Id}) was changed after authority was asked for under it.",
                "Have the file restored as it was, or take the request back and ask for authority again.");
        }

        var day = (dossier.Plan.Window?.Start ?? dossier.Now).ForceDay();
        return policy.IsInForce(day)
            ? Verdict.Met($"{policy.Title} ({policy.Id}) is in force on {Words.Day(day)}.")
            : Verdict.Broken($"{policy.Title} ({policy.Id}) is not in force on {Words.Day(day)}.", "Put a policy in force for this day, or choose another day.");
    }
}
