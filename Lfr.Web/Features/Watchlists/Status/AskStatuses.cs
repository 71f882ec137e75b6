using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Status;

/// <summary>
/// Asks whether everybody on one list is still sought. Who is not is suspended at once, one by one, also while cameras compare; who is counts as checked again (R20). A look that ends in the middle has
/// suspended whom it has suspended, and the next one does the rest.
/// </summary>
public sealed class AskStatuses(IDbContextFactory<LfrDbContext> contexts, IEnumerable<IStatusSource> sources, SuspendEntry suspend, KeepStatusLook keep)
{
    /// <summary>Who is asked; <see langword="null"/> where nobody is named.</summary>
    public string? Source => sources.FirstOrDefault()?.Name;

    /// <summary>Asks once.</summary>
    /// <param name="actor">Who wants to know: somebody who may suspend, or Lfr itself.</param>
    /// <param name="deploymentId">Deployment.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (actor != Actor.System && Permissions.Of(actor, Permissions.SuspendEntries) is { Succeeded: false } refused)
            return refused;
        if (sources.FirstOrDefault() is not { } source)
            return Outcome.Incomplete("No system is named that knows who is still sought.", "Ask an administrator to set StatusFeed:Address or StatusFeed:File.");
        var listed = await ReadAsync(deploymentId, cancellationToken);
        if (listed.Count == 0)
            return Outcome.WrongState("There is nobody on the list to ask about.");
        var reply = await source.AskAsync([.. listed.Select(l => l.Key)], cancellationToken);
        var (confirmed, sought, suspended) = (new Dictionary<Guid, DateTimeOffset>(), 0, 0);
        foreach (var (reference, said) in reply.People)
        {
            foreach (var entryId in listed[reference])
            {
                if (said.Fate is not { } fate)
                {
                    (confirmed[entryId], sought) = (said.CheckedAt, sought + 1);
                    continue;
                }

                // By Lfr itself, whoever had it asked: the source says so, and nobody here judged it.
                if ((await suspend.RunAsync(Actor.System, entryId, fate, $"{source.Name} says so: {fate.InWords()}", cancellationToken)).Succeeded)
                    suspended++;
            }
        }

        var counts = new StatusCounts(listed.Sum(l => l.Count()), sought, suspended, reply.NotBelieved);
        return await keep.RunAsync(actor, deploymentId, source.Name, counts, reply.Problem, confirmed, cancellationToken);
    }

    private async Task<ILookup<string, Guid>> ReadAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var entries = await db.Entries.AsNoTracking()
            .Where(e => e.DeploymentId == deploymentId && (e.State == EntryState.Proposed || e.State == EntryState.Returned || e.State == EntryState.Approved))
            .Select(e => new { e.Id, e.Details }).ToListAsync(cancellationToken);
        return entries.Where(e => e.Details.SourceReference.Trim().Length > 0).ToLookup(e => e.Details.SourceReference.Trim(), e => e.Id, StringComparer.OrdinalIgnoreCase);
    }
}
