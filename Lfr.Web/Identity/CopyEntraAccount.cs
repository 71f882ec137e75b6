using System.Net.Mail;
using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>What the force's tenant says about a person at a sign-in.</summary>
/// <param name="Id">Object id.</param>
/// <param name="Name">Name as it stands in records.</param>
/// <param name="Email">Address.</param>
/// <param name="Roles">App roles that are roles of Lfr. A rank is not among them: administrators give it, in Lfr.</param>
public sealed record EntraPerson(Guid Id, string Name, string Email, IReadOnlyList<string> Roles)
{
    private const int LongestAddress = 256;

    /// <summary>Where nobody has an address (RFC 2606): an account must have one, and the tenant may say none.</summary>
    private const string NoAddress = "no-address.invalid";

    /// <summary>Whether mail to <paramref name="address"/> can arrive.</summary>
    public static bool IsAddress(string address) => !address.EndsWith("@" + NoAddress, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads it from the token's claims.</summary>
    public static EntraPerson Of(Guid id, ClaimsPrincipal person)
    {
        var granted = person.FindAll(ClaimTypes.Role).Concat(person.FindAll("roles")).Select(c => c.Value).ToHashSet(StringComparer.Ordinal);
        var said = person.FindFirstValue("preferred_username") ?? person.FindFirstValue(ClaimTypes.Email);
        var email = said is not null && MailAddress.TryCreate(said, out _) && said.Length <= LongestAddress ? said : $"{id:N}@{NoAddress}";
        var full = PlainText.Clean(person.FindFirstValue("name") ?? "").Trim();
        var name = full.Length == 0 ? said ?? id.ToString() : full;
        if (name.Length > Particulars.LongestName)
            name = name[..Particulars.LongestName].TrimEnd();
        return new EntraPerson(id, name, email, [.. Lfr.Shared.Identity.Roles.All.Where(granted.Contains)]);
    }
}

/// <summary>
/// Copies name, address and roles from the force's tenant to the account in Lfr's database, and keeps what changed in the audit log. The rank is Lfr's: a new account begins as <see cref="Rank.Staff"/>, one
/// that is known keeps what administrators gave it.
/// </summary>
public sealed class CopyEntraAccount(LfrTransaction transaction, IServiceProvider services)
{
    /// <summary>Copies them; says in the log which roles came and went.</summary>
    public Task<Outcome> RunAsync(EntraPerson person, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {person.Id}");
            var users = AccountsInCommand.Of(context, services);
            var user = await users.FindByIdAsync(person.Id.ToString());
            var isNew = user is null;
            // What follows vouches for the whole row: what somebody wrote into it past the commands would become true.
            if (user is not null && await services.GetRequiredService<AccountChange>().AsLoggedAsync(context, user, cancel) is { Succeeded: false } altered)
                return altered;
            user ??= new LfrUser { Id = person.Id };
            var formerName = user.DisplayName;
            var givenUp = await FreeAddressAsync(context.Db, users.NormalizeEmail(person.Email), person.Id, cancel);
            user.UserName = person.Id.ToString();
            user.Email = person.Email;
            user.EmailConfirmed = true;
            user.DisplayName = person.Name;
            IdentityResults.Require(isNew ? await users.CreateAsync(user) : await users.UpdateAsync(user));

            var held = await users.GetRolesAsync(user);
            var gone = held.Except(person.Roles, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            var come = person.Roles.Except(held, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToArray();
            IdentityResults.Require(await users.RemoveFromRolesAsync(user, gone));
            IdentityResults.Require(await users.AddToRolesAsync(user, come));
            string[] changes =
            [
                .. isNew ? ["new account"] : Array.Empty<string>(),
                .. isNew || formerName == person.Name ? Array.Empty<string>() : [$"called {formerName} before"],
                .. givenUp is null ? Array.Empty<string>() : [$"with the address that {givenUp} had before"],
                .. come.Select(role => $"given {Roles.InWords(role)}"),
                .. gone.Select(role => $"no longer {Roles.InWords(role)}"),
            ];
            var rank = isNew ? $" The rank is {services.GetRequiredService<PolicyNow>().NameOf(user.Rank)} until an administrator gives another." : "";
            context.Did(changes.Length == 0 ? "Copied from Entra; name and duties are as they were." : $"Copied from Entra: {string.Join(", ", changes)}.{rank}");
            return Outcome.Done;
        }, cancellationToken);

    // Addresses wander: people marry, and a leaver's goes to somebody new. The tenant says whose it is now. Past the change tracker, because this command vouches for the other account in nothing.
    private static async Task<string?> FreeAddressAsync(LfrDbContext db, string? address, Guid now, CancellationToken cancellationToken)
    {
        var former = db.Users.Where(u => u.NormalizedEmail == address && u.Id != now);
        if (await former.Select(u => u.DisplayName).FirstOrDefaultAsync(cancellationToken) is not { } name)
            return null;
        await former.ExecuteUpdateAsync(set => set.SetProperty(u => u.Email, (string?)null).SetProperty(u => u.NormalizedEmail, (string?)null), cancellationToken);
        return name;
    }
}
