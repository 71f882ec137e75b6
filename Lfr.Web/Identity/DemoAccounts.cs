using Lfr.Shared.Identity;

namespace Lfr.Web.Identity;

/// <summary>One account of the demonstration.</summary>
/// <param name="Mailbox">Part of the e-mail address before <c>@demo.lfr</c>.</param>
/// <param name="Name">A fictional person.</param>
/// <param name="Rank">Rank.</param>
/// <param name="Role">The one role held.</param>
public sealed record DemoAccount(string Mailbox, string Name, Rank Rank, string Role)
{
    /// <summary>With what the person signs in.</summary>
    public string Email => $"{Mailbox}@demo.lfr";
}

/// <summary>The people of the demonstration: one per role, a second planner and a second administrator; all fictional, trained for a year from the first start.</summary>
public static class DemoAccounts
{
    /// <summary>The one password of them all; they exist only in a demonstration.</summary>
    public const string Password = "Demonstration-2026";

    /// <summary>All of them, in the order in which a deployment meets them.</summary>
    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        new("planner", "Priya Nair", Rank.Inspector, Roles.Planner),
        // Whoever goes on leave hands their plans to somebody.
        new("planner2", "Farah Siddiqui", Rank.Sergeant, Roles.Planner),
        new("compiler", "Tom Ashworth", Rank.Staff, Roles.Compiler),
        new("approver", "Grace Okafor", Rank.Staff, Roles.WatchlistApprover),
        new("authoriser", "Helen Marsh", Rank.Superintendent, Roles.AuthorisingOfficer),
        new("silver", "Daniel Reyes", Rank.ChiefInspector, Roles.Silver),
        new("operator", "Aisha Rahman", Rank.Constable, Roles.Operator),
        new("engagement", "Callum Boyd", Rank.Sergeant, Roles.EngagementOfficer),
        new("oversight", "Ingrid Solberg", Rank.Staff, Roles.Oversight),
        new("dpo", "Marcus Webb", Rank.Staff, Roles.DataProtectionOfficer),
        new("admin", "Sofia Lindqvist", Rank.Staff, Roles.Administrator),
        // What one administrator asks for somebody, another confirms.
        new("admin2", "Owen Pritchard", Rank.Staff, Roles.Administrator),
    ];
}
