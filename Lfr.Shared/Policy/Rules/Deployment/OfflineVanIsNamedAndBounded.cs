using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy.Rules;

/// <summary>
/// Nothing is compared without a connection to Lfr, except by the one van that the plan names, for a reason, and for no longer than the policy allows. Source: our own
/// design; whoever stops a run must be able to rely on it.
/// </summary>
[Rule("OFFLINE", "Comparing without a connection is bounded", "the planner", Gate = Gate.Submit)]
public sealed class OfflineVanIsNamedAndBounded : Rule<Dossier>
{
    /// <summary>Which engine would run is worth a word only when the deployment is about to begin.</summary>
    private static readonly TimeSpan Beforehand = TimeSpan.FromHours(1);

    /// <inheritdoc/>
    public override Verdict Judge(Dossier dossier)
    {
        if (dossier.Plan.Offline is not { } allowance)
            return Verdict.Met("Nothing is compared without a connection to Lfr.");
        var most = dossier.Policy?.Numbers.OfflineMinutesAtMost ?? 0;
        if (most == 0)
            return Verdict.Broken($"The plan lets {allowance.WorkerName} compare without a connection; the policy does not allow that.", "Take the allowance out of the plan.");
        if (allowance.Minutes < 1 || allowance.Minutes > most)
            return Verdict.Broken($"The plan lets {allowance.WorkerName} compare for {Minutes(allowance.Minutes)} without a connection; the policy allows 1 to {most}.", $"Write a number of minutes from 1 to {most}.");
        if (string.IsNullOrWhiteSpace(allowance.Reason))
            return Verdict.Broken($"The plan does not say why {allowance.WorkerName} must compare without a connection.", "Write the reason, or take the allowance out of the plan.");
        return dossier.Engine.WorkerId is { } worker && worker != allowance.WorkerId && dossier.Now >= dossier.Plan.Window?.Start - Beforehand
            ? Verdict.Doubtful(
                $"{allowance.WorkerName} may compare for {Minutes(allowance.Minutes)} without a connection, but {dossier.Engine.WorkerName} would run this deployment. It compares nothing without a connection.",
                $"Connect {allowance.WorkerName}, or go on without the allowance.")
            : Verdict.Met($"{allowance.WorkerName} may compare for {Minutes(allowance.Minutes)} after it lost its connection. Nobody can stop it from here meanwhile; a key at the van stops it.");
    }

    private static string Minutes(int minutes) => Words.Count(minutes, "minute", "minutes");
}
