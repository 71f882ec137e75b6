namespace Lfr.Shared.Identity;

/// <summary>Who may read what of a deployment (domain.md §6).</summary>
public static class DeploymentReaders
{
    /// <summary>Those who may read plan, notice and authority.</summary>
    public static ReadOnlySpan<string> Plan => (string[])
    [
        Roles.Planner, Roles.Compiler, Roles.WatchlistApprover, Roles.AuthorisingOfficer, Roles.Silver, Roles.Oversight, Roles.DataProtectionOfficer,
    ];

    /// <summary>Those who may see that there is a deployment and how it stands: also the people who serve at it.</summary>
    public static ReadOnlySpan<string> Hub => (string[])
    [
        Roles.Planner, Roles.Compiler, Roles.WatchlistApprover, Roles.AuthorisingOfficer, Roles.Silver, Roles.Oversight, Roles.DataProtectionOfficer,
        Roles.Operator, Roles.EngagementOfficer,
    ];
}
