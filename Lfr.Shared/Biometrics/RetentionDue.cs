using Lfr.Shared.Deployments;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Biometrics;

/// <summary>When biometrics must be gone (R39).</summary>
public static class RetentionDue
{
    /// <summary>When the biometrics of a deployment must be gone; <see langword="null"/> while its end is open.</summary>
    public static DateTimeOffset? OfWatchlist(Deployment deployment, PolicyPack policy) => deployment.CurrentRun is not null
        ? null
        : (deployment.EndedAt ?? deployment.Ends)?.AddHours(policy.Numbers.WatchlistRetentionHours);
}
