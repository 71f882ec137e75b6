using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Demo;

/// <summary>
/// People of the demonstration besides those who can be signed in as: one invited whose duty waits for the second administrator, one who never signed in and whose training ends soon, one
/// locked, one retired. Made with the commands that administrators use; nobody knows their passwords.
/// </summary>
public sealed class DemoPeople(IDbContextFactory<LfrDbContext> contexts, SignInOptions options, IServiceProvider services, TimeProvider time)
{
    private const string Waiting = "dev.malhotra@demo.lfr";

    /// <summary>Adds them, once.</summary>
    public async Task EnsureAsync(CancellationToken cancellationToken)
    {
        // Of a tenant's people Lfr invites nobody.
        if (options.Mode != IdentityMode.Local)
            return;
        Actor first, second;
        await using (var db = await contexts.CreateDbContextAsync(cancellationToken))
        {
            var emails = DemoAccounts.All.Where(a => a.Role == Roles.Administrator).Select(a => a.Email).ToList();
            var administrators = await db.Users.AsNoTracking().Where(u => emails.Contains(u.Email!)).OrderBy(u => u.Email).ToListAsync(cancellationToken);
            if (administrators is not [var one, var other] || await db.Users.AnyAsync(u => u.Email == Waiting, cancellationToken))
                return;
            (first, second) = (As(one), As(other));
        }

        var today = time.GetUtcNow().ForceDay();
        var leah = await ServingAsync(first, second, new(new("Leah Turner", Rank.Sergeant, "PS 2231", "Operations"), "leah.turner@demo.lfr", [Roles.Operator]), cancellationToken);
        await TrainAsync(first, leah, today.AddDays(-345), today.AddDays(20), cancellationToken);
        var amir = await ServingAsync(first, second, new(new("Amir Farouk", Rank.Constable, "PC 9014", "Response"), "amir.farouk@demo.lfr", [Roles.EngagementOfficer]), cancellationToken);
        await TrainAsync(first, amir, today.AddDays(-400), today.AddDays(-35), cancellationToken);
        Require(await Get<LockAccount>().RunAsync(second, amir, "His telephone was reported lost.", null, cancellationToken));
        var joan = await ServingAsync(first, second, new(new("Joan Whitcombe", Rank.Staff, "ST 0387", "Intelligence"), "joan.whitcombe@demo.lfr", [Roles.Compiler]), cancellationToken);
        Require(await Get<RetireAccount>().RunAsync(first, joan, "Left the force.", null, cancellationToken));
        Require((await Get<InvitePerson>().RunAsync(first, new(new("Dev Malhotra", Rank.ChiefInspector, "CI 0071", "Operations"), Waiting, [Roles.Silver]), cancellationToken)).Outcome);
    }

    private async Task<Guid> ServingAsync(Actor first, Actor second, NewPerson person, CancellationToken cancellationToken)
    {
        var (invited, key) = await Get<InvitePerson>().RunAsync(first, person, cancellationToken);
        Require(invited);
        Require(await Get<AcceptInvitation>().RunAsync(key, StaffSessions.NewKey(), signedInAs: null, cancellationToken));
        var id = Guid.Empty;
        foreach (var grant in (await Get<WaitingGrants>().RunAsync(second, null, cancellationToken)).Where(g => g.Name == person.Particulars.Name))
        {
            Require(await Get<ConfirmGrant>().RunAsync(second, grant.Id, "", cancellationToken));
            id = grant.AccountId;
        }

        return id;
    }

    private async Task TrainAsync(Actor by, Guid account, DateOnly day, DateOnly until, CancellationToken cancellationToken)
    {
        var sheet = await Get<ReadPerson>().RunAsync(by, account, cancellationToken);
        Require(await Get<RecordTraining>().RunAsync(by, account, new Training("LFR operator", day, "Training system, certificate 4471"), until, sheet!.Revision, cancellationToken));
    }

    private T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    private static Actor As(LfrUser user) => new(user.Id, user.DisplayName, user.Rank, new HashSet<string>([Roles.Administrator], StringComparer.Ordinal));

    private static void Require(Outcome outcome)
    {
        if (!outcome.Succeeded)
            throw new InvalidOperationException($"The demonstration does not fit its own rules: {outcome.Explanation}");
    }
}
