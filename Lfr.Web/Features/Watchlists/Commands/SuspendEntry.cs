using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Workers;

namespace Lfr.Web.Features.Watchlists.Commands;

/// <summary>
/// Suspends an entry because the person's fate is known or the listing is disputed. Possible at any moment, during a run as well; an alert that ends
/// with an arrest, or with "no longer wanted", does it by itself.
/// </summary>
public sealed class SuspendEntry(LfrTransaction transaction, EntryWithdrawals withdrawals)
{
    /// <summary>
    /// From this moment no alert for the entry is accepted, and a worker that compares with it zeroes what it holds, or the run is stopped. The seal
    /// stands. Works whatever the person saw.
    /// </summary>
    public Task<Outcome> RunAsync(Actor actor, Guid entryId, EntryFate fate, string reason, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Entry(entryId)).By(Permissions.SuspendEntries)
            .RunAsync(async (context, entry, cancel) =>
                context.Did(await withdrawals.SuspendAsync(context, entry, fate, reason, cancel), $"Suspended {entry.Reference}: {fate.InWords()}."), cancellationToken);
}
