using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>Keeps what a source said about who is still sought on one list: counts, and when each entry was last confirmed. Changes no entry: what an approver signed stays as it was.</summary>
public sealed class KeepStatusLook(LfrTransaction transaction)
{
    /// <summary>Keeps it. A look that failed is kept as well, so that people see that nobody knows.</summary>
    /// <param name="actor">Who had it asked.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="source">Name of the source.</param>
    /// <param name="counts">What it said.</param>
    /// <param name="problem">What went wrong, as a sentence; <see langword="null"/> when nothing did.</param>
    /// <param name="confirmed">Entries that are still sought, and when that was checked.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<Outcome> RunAsync(
        Actor actor, Guid deploymentId, string source, StatusCounts counts, string? problem, IReadOnlyDictionary<Guid, DateTimeOffset> confirmed, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.WatchlistOf(deploymentId)).By(Permissions.SuspendEntries).RunAsync(async (context, _, cancel) =>
        {
            var known = new Dictionary<Guid, DateTimeOffset>();
            foreach (var earlier in await context.Db.StatusLooks.Where(l => l.DeploymentId == deploymentId && l.Confirmations != null).ToListAsync(cancel))
            {
                foreach (var (id, at) in earlier.Confirmed())
                    known[id] = at;
                earlier.HandOn();
            }

            foreach (var (id, at) in confirmed)
                known[id] = known.TryGetValue(id, out var before) && before > at ? before : at;
            context.Db.StatusLooks.Add(StatusLook.Keep(context.NewId(), deploymentId, actor.Sign(context.Now), source, counts, problem, known));
            var old = await context.Db.StatusLooks.Where(l => l.DeploymentId == deploymentId).OrderByDescending(l => l.At).Skip(StatusLook.Most - 1).ToListAsync(cancel);
            context.Db.StatusLooks.RemoveRange(old);
            context.Did($"Asked {source} about {Words.Count(counts.Asked, "entry", "entries")}: {Words.Number(counts.Sought)} still sought, {Words.Number(counts.Suspended)} suspended.{(problem is null ? "" : $" {problem}")}");
            return Outcome.Done;
        }, cancellationToken);
}
