using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator changes who a person is within the force: name, rank, force number, unit. What was decided under the earlier name and rank keeps them.</summary>
[FreshSecondFactor]
public sealed class ChangePerson(AccountChange accounts)
{
    /// <summary>Changes it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid accountId, Particulars particulars, long revisionSeen, CancellationToken cancellationToken) =>
        accounts.RunAsync(this, actor, accountId, revisionSeen, (context, account, _) =>
        {
            var (before, after) = (account.Particulars, particulars.Trimmed());
            if (after.Check() is { Succeeded: false } incomplete)
                return Task.FromResult(incomplete);
            if (before == after)
                return Task.FromResult(Outcome.WrongState("Nothing is different from what is saved.", "Change something first."));
            if (before.Rank != after.Rank && actor.UserId == accountId)
                return Task.FromResult(Outcome.NotYourRole("Nobody gives a rank to themselves.", "Ask another administrator."));
            account.Take(after);
            context.Did($"Changed {string.Join(", ", Changes(before, after, accounts.Policy))}.");
            return Task.FromResult(Outcome.Done);
        }, cancellationToken, "Both versions are on the page: choose which one is right.");

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
