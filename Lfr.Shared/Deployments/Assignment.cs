using Lfr.Shared.Identity;
using Lfr.Shared.Policy;

namespace Lfr.Shared.Deployments;

/// <summary>Whose task a deployment is: the people whom its plan names, each in the role that it names them in. Holding the role is not enough.</summary>
public static class Assignment
{
    private static readonly string[] NamedInPlans = [Roles.Operator, Roles.EngagementOfficer, Roles.Silver];

    /// <summary>Whether <paramref name="plan"/> names <paramref name="actor"/> in <paramref name="role"/>, and they still hold it.</summary>
    public static bool Names(this Plan plan, Actor actor, string role) =>
        actor.Is(role) && plan.Staff.Any(s => s.UserId == actor.UserId && string.Equals(s.Role, role, StringComparison.Ordinal));

    /// <summary>
    /// Whether it is <paramref name="actor"/>'s task: they hold one of <paramref name="roles"/>, and the plan names them in it. A role that no plan names, and one in which this plan names
    /// nobody, is enough by itself.
    /// </summary>
    public static Outcome Of(Actor actor, Plan plan, params ReadOnlySpan<string> roles)
    {
        var held = new List<string>();
        foreach (var role in roles)
        {
            if (!actor.Is(role))
                continue;
            if (plan.Names(actor, role) || !NamedInPlans.Contains(role) || !plan.Staff.Any(s => string.Equals(s.Role, role, StringComparison.Ordinal)))
                return Outcome.Done;
            held.Add(role);
        }

        if (held.Count == 0)
            return Permissions.Of(actor, roles);
        var named = plan.Staff.Where(s => held.Contains(s.Role)).Select(s => $"{s.Name} ({Roles.InWords(s.Role).ToLowerInvariant()})").Distinct(StringComparer.Ordinal).ToArray();
        return Outcome.NotYourRole(
            $"You hold the role, but the plan of this deployment does not name you. It names {Words.AndList(named)}.",
            "Ask one of them. A deputy is named in the plan as well, under “Who serves”: a planner can add one until the run begins, and no new authority is needed for it.");
    }
}
