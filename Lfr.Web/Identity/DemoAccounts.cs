using Lfr.Shared.Identity;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;

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

/// <summary>The people of the demonstration: one per role, all fictional, trained for a year from the first start.</summary>
public static class DemoAccounts
{
    /// <summary>All of them, in the order in which a deployment meets them.</summary>
    public static IReadOnlyList<DemoAccount> All { get; } =
    [
        new("planner", "Priya Nair", Rank.Inspector, Roles.Planner),
        new("compiler", "Tom Ashworth", Rank.Staff, Roles.Compiler),
        new("approver", "Grace Okafor", Rank.Staff, Roles.WatchlistApprover),
        new("authoriser", "Helen Marsh", Rank.Superintendent, Roles.AuthorisingOfficer),
        new("silver", "Daniel Reyes", Rank.ChiefInspector, Roles.Silver),
        new("operator", "Aisha Rahman", Rank.Constable, Roles.Operator),
        new("engagement", "Callum Boyd", Rank.Sergeant, Roles.EngagementOfficer),
        new("oversight", "Ingrid Solberg", Rank.Staff, Roles.Oversight),
        new("dpo", "Marcus Webb", Rank.Staff, Roles.DataProtectionOfficer),
        new("admin", "Sofia Lindqvist", Rank.Staff, Roles.Administrator),
    ];

    /// <summary>Adds the accounts that are not there yet.</summary>
    public static async Task EnsureAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var users = services.GetRequiredService<UserManager<LfrUser>>();
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        foreach (var account in All)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (await users.FindByEmailAsync(account.Email) is not null)
                continue;
            var user = new LfrUser
            {
                Id = Guid.CreateVersion7(now),
                UserName = account.Email,
                Email = account.Email,
                EmailConfirmed = true,
                DisplayName = account.Name,
                Rank = account.Rank,
                IsDemonstration = true,
                TrainedUntil = DateOnly.FromDateTime(now.UtcDateTime).AddYears(1),
            };
            // Public and easy to guess, so it is not asked to be a good password; the mark above keeps it out wherever the demonstration is off.
            user.PasswordHash = users.PasswordHasher.HashPassword(user, Demonstration.Password);
            IdentityResults.Require(await users.CreateAsync(user));
            IdentityResults.Require(await users.AddToRoleAsync(user, account.Role));
        }
    }
}
