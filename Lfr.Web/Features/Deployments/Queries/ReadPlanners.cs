using Lfr.Shared.Identity;
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
        return await Active(db, time.GetUtcNow(), options.Demonstration).OrderBy(p => p.Name).ToListAsync(cancellationToken);
    }

    /// <summary>Planners whose account is open at <paramref name="now"/>.</summary>
    internal static IQueryable<PlannerChoice> Active(LfrDbContext db, DateTimeOffset now, bool demonstration) =>
        from user in db.Users.AsNoTracking()
        join membership in db.UserRoles on user.Id equals membership.UserId
        join role in db.Roles on membership.RoleId equals role.Id
        where role.Name == Roles.Planner && user.RetiredAt == null && (user.LockoutEnd == null || user.LockoutEnd <= now) && (demonstration || !user.IsDemonstration)
        select new PlannerChoice { Id = user.Id, Name = user.DisplayName, Rank = user.Rank };
}
