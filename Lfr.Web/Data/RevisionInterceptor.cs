using Lfr.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Lfr.Web.Data;

/// <summary>Counts every saved change of an aggregate, so that of two changes at once the later one is refused instead of overwriting the first.</summary>
internal sealed class RevisionInterceptor : SaveChangesInterceptor
{
    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        foreach (var entry in eventData.Context!.ChangeTracker.Entries<IAggregate>())
        {
            if (entry.State is not (EntityState.Added or EntityState.Modified))
                continue;
            entry.Property(nameof(IAggregate.Revision)).CurrentValue = entry.Entity.Revision + 1;
            if (entry.Entity is LfrUser user)
            {
                user.Index();
                // What was set after changes were looked for is not seen otherwise.
                entry.Property(nameof(LfrUser.SearchText)).CurrentValue = user.SearchText;
            }
        }

        return ValueTask.FromResult(result);
    }
}
