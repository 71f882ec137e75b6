using Lfr.Shared.Deployments;

namespace Lfr.Shared.Policy;

/// <summary>What a planner has to know of policies that end or begin before a deployment takes place.</summary>
public static class PolicyOnTheDay
{
    /// <summary>A sentence or two; <see langword="null"/> when the policy of today is still that of the day.</summary>
    /// <param name="policies">All policies.</param>
    /// <param name="deployment">The deployment.</param>
    /// <param name="now">Now (UTC).</param>
    public static string? Sentence(PolicyLibrary policies, Deployment deployment, DateTimeOffset now)
    {
        if (deployment.State is not (DeploymentState.Draft or DeploymentState.Submitted or DeploymentState.Authorised))
            return null;
        var pinned = deployment.PolicyId is { } id ? policies.Find(id) : null;
        if (deployment.PolicyId is not null && pinned is null)
            return null;
        var today = pinned ?? policies.InForce(now.ForceDay());
        if (deployment.Starts is not { } starts)
            return today is { EffectiveTo: { } last } ? $"“{today.Title}” ends on {Words.Day(last)}. A date after that falls under the policy in force then." : null;
        var then = policies.InForce(starts.ForceDay());
        if (today is null || ReferenceEquals(today, then))
            return null;
        if (pinned is not null)
            return pinned.IsInForce(starts.ForceDay()) && then is not null ? $"It keeps “{pinned.Title}”, under which authority was asked for. Deployments that are planned now for that day fall under “{then.Title}”." : null;
        return then is null
            ? $"“{today.Title}” ends before this deployment takes place, and no policy is in force on that day. Choose an earlier day, or ask the policy owner for the next policy."
            : $"On that day “{then.Title}” is in force, not “{today.Title}”: its use cases, categories and rules hold for this plan. Check them before you ask for authority.";
    }
}
