using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>Somebody whom an import invited, with the key of their link.</summary>
public sealed record ImportedPerson(string Name, string Email, string Key);

/// <summary>An administrator invites everybody of a staff table about whom nothing is wrong, in one step on record. The duties in it wait for a second administrator like any others.</summary>
[FreshSecondFactor]
public sealed class ImportStaff(IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction, AccountChange accounts, IServiceScopeFactory scopes)
{
    /// <summary>What is wrong with each row beside what the database holds; changes nothing.</summary>
    public async Task<StaffTable> JudgeAsync(Actor actor, StaffTable table, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.ManagePeople) is { Succeeded: false } refused)
            return new StaffTable(refused, []);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return table with { Rows = await JudgeAsync(db, table.Rows, cancellationToken) };
    }

    /// <summary>Invites those about whom nothing is wrong now.</summary>
    /// <returns>What came of it, and the keys of the links.</returns>
    public async Task<(Outcome Outcome, IReadOnlyList<ImportedPerson> People)> RunAsync(Actor actor, StaffTable table, CancellationToken cancellationToken)
    {
        var people = new List<ImportedPerson>();
        await using var scope = scopes.CreateAsyncScope();
        var outcome = await transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            people.Clear();
            context.About(null, "Accounts");
            if (Permissions.Of(actor, Permissions.ManagePeople) is { Succeeded: false } refused)
                return refused;
            if (await accounts.StillAdministratorAsync(context, cancel) is { Succeeded: false } notAnyMore)
                return notAnyMore;
            if (accounts.OnlyLocal() is { Succeeded: false } elsewhere)
                return elsewhere;
            if (!table.Outcome.Succeeded)
                return table.Outcome;
            var users = AccountsInCommand.Of(context, scope.ServiceProvider);
            foreach (var row in (await JudgeAsync(context.Db, table.Rows, cancel)).Where(r => r.IsGood))
            {
                var key = StaffSessions.NewKey();
                if (await NewAccount.AddAsync(context, users, row.Person, key, cancel) is { Succeeded: false } wrong)
                    return wrong;
                people.Add(new ImportedPerson(row.Person.Particulars.Name, row.Person.Email, key));
            }

            context.About(null, "Accounts");
            if (people.Count == 0)
                return Outcome.Incomplete("Nobody in the file can be invited.", "Correct what is wrong with each row, and choose the file again.");
            context.Did($"Invited {Words.Count(people.Count, "person", "people")} from a staff table of {Words.Count(table.Rows.Count, "row", "rows")}.");
            return Outcome.Done;
        }, cancellationToken);
        return (outcome, outcome.Succeeded ? people : []);
    }

    private static async Task<IReadOnlyList<StaffRow>> JudgeAsync(LfrDbContext db, IReadOnlyList<StaffRow> rows, CancellationToken cancellationToken)
    {
        var addresses = rows.Select(r => r.Person.Email.ToUpperInvariant()).ToList();
        var known = await db.Users.AsNoTracking().Where(u => addresses.Contains(u.NormalizedEmail!)).ToDictionaryAsync(u => u.NormalizedEmail!, u => u.DisplayName, StringComparer.Ordinal, cancellationToken);
        return
        [
            .. rows.Select(r => known.TryGetValue(r.Person.Email.ToUpperInvariant(), out var name)
                ? r with { Findings = [.. r.Findings, $"{name} has an account with this address already."] }
                : r),
        ];
    }
}
