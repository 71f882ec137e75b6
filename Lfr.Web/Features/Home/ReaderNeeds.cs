using Lfr.Web.Components;
using Lfr.Web.Identity;

namespace Lfr.Web.Features.Home;

/// <summary>What needs the reader of an open page, as they are now.</summary>
public sealed class ReaderNeeds(NeedsCount needs, CurrentActor current) : INeedsCount
{
    /// <inheritdoc/>
    public async Task<int> CountAsync(CancellationToken cancellationToken) => await needs.ForAsync(await current.GetAsync(cancellationToken), cancellationToken);
}
