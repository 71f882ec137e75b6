using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Policies.Commands;

/// <summary>
/// At the start, Lfr itself notes that the file of a policy says something else than when authority was asked for under it, or is gone, and that another policy is in force than those under which it was asked for; once for
/// each text. R01 refuses what was asked for before; what is asked for from now on stands under the other text, and whoever oversees the force reads here since when.
/// </summary>
public sealed class NoteChangedPolicies(IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction, PolicyLibrary policies, TimeProvider time)
{
    /// <summary>Looks, and notes what is new.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, sentence) in await NewsAsync(cancellationToken))
        {
            await transaction.RunAsync(this, Actor.System, (context, _) =>
            {
                context.About(null, Subject(id));
                return Task.FromResult(context.Did(Outcome.Done, sentence));
            }, cancellationToken);
        }
    }

    private static string Subject(string id) => $"Policy {id}";

    private async Task<IReadOnlyList<(string Id, string Sentence)>> NewsAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var pinned = await db.Deployments.Where(d => d.PolicyId != null && d.PolicyHash != null && d.PolicyHash != "").GroupBy(d => new { d.PolicyId, d.PolicyHash })
            .Select(g => new { Id = g.Key.PolicyId!, Hash = g.Key.PolicyHash!, Count = g.Count() }).ToListAsync(cancellationToken);
        var news = new List<(string Id, string What, string Sentence)>();
        foreach (var policy in pinned.GroupBy(p => p.Id, StringComparer.Ordinal))
        {
            var now = policies.Find(policy.Key)?.Hash;
            var count = policy.Where(p => !string.Equals(p.Hash, now, StringComparison.Ordinal)).Sum(p => p.Count);
            if (count == 0 || now is "")
                continue;
            var what = now is null ? "is gone" : $"was changed under its id, and has the hash {now} now";
            news.Add((policy.Key, what, $"The file of the policy {policy.Key} {what}. {Words.Count(count, "deployment was", "deployments were")} asked for under another text."));
        }

        if (policies.InForce(time.GetUtcNow().ForceDay()) is { Hash.Length: > 0 } inForce && pinned.Count > 0 && pinned.All(p => p.Id != inForce.Id))
        {
            var what = $"is in force now, with the hash {inForce.Hash}";
            news.Add((inForce.Id, what, $"The policy {inForce.Id}, “{inForce.Title}”, {what}. Deployments so far were asked for under {Words.AndList([.. pinned.Select(p => p.Id).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)])}."));
        }

        var untold = new List<(string Id, string Sentence)>();
        foreach (var (id, what, sentence) in news)
        {
            var subject = Subject(id);
            var last = await db.AuditEvents.Where(e => e.Action == nameof(NoteChangedPolicies) && e.Subject == subject).OrderByDescending(e => e.Number).Select(e => e.Sentence).FirstOrDefaultAsync(cancellationToken);
            if (last?.Contains(what, StringComparison.Ordinal) != true)
                untold.Add((id, sentence));
        }

        return untold;
    }
}
