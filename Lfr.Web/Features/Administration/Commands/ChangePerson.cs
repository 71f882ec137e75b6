using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>
/// An administrator changes who a person is within the force: name, rank, force number, unit. What was decided under the earlier name and rank keeps them. A higher rank opens decisions to whoever holds
/// a duty (R04), as acting does, and waits like a duty for a second administrator (<see cref="ConfirmGrant"/>); a lower one counts at once. With Entra each higher rank waits: the tenant gives the
/// duty, and nobody who confirms it there reads the rank.
/// </summary>
[FreshSecondFactor]
public sealed class ChangePerson(AccountChange accounts)
{
    /// <summary>Changes it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, Particulars particulars, long revisionSeen, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen, async (context, account, cancel) =>
        {
            var (before, after) = (account.Particulars, particulars.Trimmed());
            if (after.Check() is { Succeeded: false } incomplete)
                return incomplete;
            if (before == after)
                return Outcome.WrongState("Nothing is different from what is saved.", "Change something first.");
            if (before.Rank != after.Rank && actor.UserId == accountId)
                return Outcome.NotYourRole("Nobody gives a rank to themselves.", "Ask another administrator.");
            var asked = "";
            if (after.Rank > before.Rank && (!accounts.OnlyLocal().Succeeded || await HoldsAnythingAsync(context, account, cancel)))
            {
                asked = await GrantAsking.AskForRankAsync(context, account, after.Rank, accounts.Policy, cancel);
                after = after with { Rank = before.Rank };
            }

            account.Take(after);
            context.Did(string.Join(' ', new[] { before == after ? "" : $"Changed {string.Join(", ", Changes(before, after, accounts.Policy))}.", asked }.Where(s => s.Length > 0)));
            return Outcome.Done;
        }, cancellationToken, "Both versions are on the page: choose which one is right.");

    // Whoever holds and waits for nothing can do nothing with a rank; a duty asked for later shows it to whoever confirms.
    private static async Task<bool> HoldsAnythingAsync(CommandContext context, LfrUser account, CancellationToken cancellationToken) =>
        (await AccountChange.DutiesOfAsync(context.Db, account.Id, cancellationToken)).Count > 0
        || (await context.Db.AccountGrants.AsNoTracking().Where(g => g.AccountId == account.Id && (g.Confirmed == null || g.ActingUntil != null)).ToListAsync(cancellationToken))
            .Exists(g => g.IsWaiting(context.Now) || g.Acts(context.Now.ForceDay()));

    private static IEnumerable<string> Changes(Particulars before, Particulars after, PolicyPack? policy)
    {
        if (before.Name != after.Name)
            yield return $"the name from {before.Name} to {after.Name}";
        if (before.Rank != after.Rank)
            yield return $"the rank from {before.Rank.InWords(policy)} to {after.Rank.InWords(policy)}";
        if (before.ForceNumber != after.ForceNumber)
            yield return $"the force number from {OrNone(before.ForceNumber)} to {OrNone(after.ForceNumber)}";
        if (before.Unit != after.Unit)
            yield return $"the unit from {OrNone(before.Unit)} to {OrNone(after.Unit)}";
    }

    private static string OrNone(string text) => text.Length == 0 ? "none" : text;
}
