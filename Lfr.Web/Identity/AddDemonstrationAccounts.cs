using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>Adds the accounts of the demonstration that are not there yet. Lfr's own command.</summary>
public sealed class AddDemonstrationAccounts(IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction, IServiceProvider services)
{
    /// <summary>Adds them; writes nothing when all are there.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var missing = await MissingAsync(cancellationToken);
        if (missing.Length == 0)
            return;
        await transaction.RunAsync(this, Actor.System, async (context, _) =>
        {
            context.About(null, "Accounts");
            var users = AccountsInCommand.Of(context, services);
            foreach (var account in missing)
            {
                var user = new LfrUser
                {
                    Id = context.NewId(),
                    UserName = account.Email,
                    Email = account.Email,
                    EmailConfirmed = true,
                    DisplayName = account.Name,
                    Rank = account.Rank,
                    IsDemonstration = true,
                    TrainedUntil = DateOnly.FromDateTime(context.Now.UtcDateTime).AddYears(1),
                };
                // Public and easy to guess, so it is not asked to be a good password; the mark above keeps it out wherever the demonstration is off.
                user.PasswordHash = users.PasswordHasher.HashPassword(user, DemoAccounts.Password);
                IdentityResults.Require(await users.CreateAsync(user));
                IdentityResults.Require(await users.AddToRoleAsync(user, account.Role));
            }

            context.Did($"Added {Words.Count(missing.Length, "account", "accounts")} of the demonstration.");
            return Outcome.Done;
        }, cancellationToken);
    }

    private async Task<DemoAccount[]> MissingAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var known = (await db.Users.Select(u => u.Email).ToListAsync(cancellationToken)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. DemoAccounts.All.Where(a => !known.Contains(a.Email))];
    }
}
