using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared;
using Lfr.Web.Data;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>
/// A command of an administrator about an account. Asks, besides what every command asks (<see cref="CommandCall{T}"/>): whether the actor is an administrator at this moment, in the
/// same transaction, so that of two administrators who take each other's duty at once the second is refused; and whether the account is as the audit log left it.
/// </summary>
public sealed class AccountChange(LfrTransaction transaction, SignInOptions options, PolicyNow policy)
{
    /// <summary>The policy in force, in whose words the log names ranks.</summary>
    public PolicyPack? Policy => policy.Pack;

    /// <summary>Runs <paramref name="intent"/> on the account as the database holds it now.</summary>
    /// <param name="command">The command; its type's name is the action in the audit log.</param>
    /// <param name="actor">Who asks.</param>
    /// <param name="accountId">The account.</param>
    /// <param name="revisionSeen">Revision that the page showed; <see langword="null"/> for what must not wait for anybody.</param>
    /// <param name="intent">What is done.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <param name="afterConflict">What the person does about a conflict; reading again and deciding again when it is not said.</param>
    public Task<Outcome> RunAsync(
        object command, Actor actor, Guid accountId, long? revisionSeen, Func<CommandContext, LfrUser, CancellationToken, Task<Outcome>> intent, CancellationToken cancellationToken,
        string? afterConflict = null) =>
        transaction.For(command, actor, Subjects.Account(accountId)).By(Permissions.ManagePeople).Seen(revisionSeen, afterConflict).RunAsync(async (context, account, cancel) =>
        {
            if (await StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            return await AsLoggedAsync(context, account, cancel) is { Succeeded: false } altered ? altered : await intent(context, account, cancel);
        }, cancellationToken);

    /// <summary>Done when the actor is an administrator now, who can sign in.</summary>
    public async Task<Outcome> StillAdministratorAsync(CommandContext context, CancellationToken cancellationToken) =>
        context.Actor == Actor.System || await ActiveAdministrators(context.Db, context.Now).AnyAsync(u => u.Id == context.Actor.UserId, cancellationToken)
            ? Outcome.Done
            : Permissions.Of(CurrentActor.Nobody, Permissions.ManagePeople);

    /// <summary>Done when the account is as the audit log left it.</summary>
    public async Task<Outcome> AsLoggedAsync(CommandContext context, LfrUser account, CancellationToken cancellationToken) =>
        await AccountRows.AreAsTheLogLeftAsync(context.Db, account.Id, cancellationToken) ? Outcome.Done : Altered($"The account of {account.DisplayName}");

    /// <summary>Done when another row that the audit log vouches for is as it left it.</summary>
    /// <param name="context">The command's.</param>
    /// <param name="row">The row.</param>
    /// <param name="name">How a refusal names it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome> AsLoggedAsync(CommandContext context, IAggregate row, string name, CancellationToken cancellationToken) =>
        await AccountRows.AreAsTheLogLeftAsync(context.Db, row, cancellationToken) ? Outcome.Done : Altered(name);

    /// <summary>Done when the account may stop being that of an active administrator; always for anybody else's.</summary>
    public async Task<Outcome> MayLoseAsync(CommandContext context, LfrUser account, CancellationToken cancellationToken)
    {
        var active = await ActiveAdministrators(context.Db, context.Now).Select(u => u.Id).ToListAsync(cancellationToken);
        return active.Contains(account.Id) ? TwoAdministrators.MayLose(account.DisplayName, active.Count) : Outcome.Done;
    }

    /// <summary>Done where Lfr keeps duties and passwords itself.</summary>
    public Outcome OnlyLocal() => options.Mode == IdentityMode.Local
        ? Outcome.Done
        : Outcome.WrongState("People and their duties come from the force's Entra tenant here.", "Give the app role there; it counts from the next sign-in on.");

    /// <summary>Administrators who can sign in: neither locked nor retired nor still invited.</summary>
    public IQueryable<LfrUser> ActiveAdministrators(LfrDbContext db, DateTimeOffset now) => db.Users.Where(u =>
        u.RetiredAt == null && (u.LockoutEnd == null || u.LockoutEnd <= now)
        && (u.PasswordHash != null || options.Mode == IdentityMode.Entra)
        && (!u.IsDemonstration || options.Demonstration)
        && db.UserRoles.Any(m => m.UserId == u.Id && db.Roles.Any(r => r.Id == m.RoleId && r.Name == Roles.Administrator)));

    /// <summary>Duties that the account holds.</summary>
    public static async Task<IReadOnlyList<string>> DutiesOfAsync(LfrDbContext db, Guid account, CancellationToken cancellationToken)
    {
        var held = await db.UserRoles.Where(m => m.UserId == account).Join(db.Roles, m => m.RoleId, r => r.Id, (_, r) => r.Name).ToListAsync(cancellationToken);
        return [.. Roles.All.Where(held.Contains)];
    }

    /// <summary>Gives a duty.</summary>
    public static async Task GiveAsync(CommandContext context, LfrUser account, string duty, CancellationToken cancellationToken)
    {
        var role = await context.Db.Roles.SingleAsync(r => r.Name == duty, cancellationToken);
        context.Db.UserRoles.Add(new IdentityUserRole<Guid> { UserId = account.Id, RoleId = role.Id });
        Touch(context, account);
    }

    /// <summary>Takes duties away.</summary>
    public static async Task TakeAsync(CommandContext context, LfrUser account, IReadOnlyCollection<string> duties, CancellationToken cancellationToken)
    {
        var held = await context.Db.UserRoles.Where(m => m.UserId == account.Id && context.Db.Roles.Any(r => r.Id == m.RoleId && duties.Contains(r.Name!))).ToListAsync(cancellationToken);
        context.Db.UserRoles.RemoveRange(held);
        Touch(context, account);
    }

    // A duty is a row of its own; whoever has the account's page open must hear of it as of any other change.
    private static void Touch(CommandContext context, LfrUser account) => context.Db.Entry(account).State = EntityState.Modified;

    private static Outcome Altered(string what) => Outcome.WrongState(
        $"{what} is not as the audit log left it: somebody changed it in the database.", "Tell the data protection officer. Nothing of it can be changed here until the database is put right.");
}
