using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>Somebody who can look after a plan.</summary>
public sealed record PlannerChoice
{
    /// <summary>Account.</summary>
    public required Guid Id { get; init; }

    /// <summary>Name.</summary>
    public required string Name { get; init; }

    /// <summary>Rank.</summary>
    public required Rank Rank { get; init; }
}

/// <summary>Reads who can look after a plan: planners whose account is open.</summary>
public sealed class ReadPlanners(IDbContextFactory<LfrDbContext> contexts, SignInOptions options, TimeProvider time)
{
    /// <summary>The planners by name; empty for whoever hands nothing over.</summary>
    public async Task<IReadOnlyList<PlannerChoice>> RunAsync(Actor reader, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsDoneBy(reader))
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return [.. (await ActiveAsync(db, time.GetUtcNow(), options.Demonstration, cancellationToken)).OrderBy(p => p.Name, StringComparer.Ordinal)];
    }

    /// <summary>Planners whose account is open at <paramref name="now"/>, and whoever acts as one on that day.</summary>
    internal static async Task<IReadOnlyList<PlannerChoice>> ActiveAsync(LfrDbContext db, DateTimeOffset now, bool demonstration, CancellationToken cancellationToken)
    {
        var acting = (await ActingNow.OpenAsync(db, null, now, cancellationToken)).Where(g => g.Acting!.IsOn(now.ForceDay()) && g.Acting.Duties.Contains(Roles.Planner)).Select(g => g.AccountId).ToList();
        return await db.Users.AsNoTracking()
            .Where(u => u.RetiredAt == null && (u.LockoutEnd == null || u.LockoutEnd <= now) && (demonstration || !u.IsDemonstration)
                && (acting.Contains(u.Id) || db.UserRoles.Any(m => m.UserId == u.Id && db.Roles.Any(r => r.Id == m.RoleId && r.Name == Roles.Planner))))
            .Select(u => new PlannerChoice { Id = u.Id, Name = u.DisplayName, Rank = u.Rank }).ToListAsync(cancellationToken);
    }
}
