using Lfr.Shared.Identity;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A list that is to be imported.</summary>
/// <param name="Actor">The compiler under whose name, or Lfr itself.</param>
/// <param name="DeploymentId">Deployment whose list it is.</param>
/// <param name="Source">Name of the file.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Pictures">The photographs; the caller's to dispose.</param>
/// <param name="IsDryRun">Whether nothing is kept.</param>
public sealed record ImportOrder(Actor Actor, Guid DeploymentId, string Source, IReadOnlyList<ListRow> Rows, ListPictures Pictures, bool IsDryRun)
{
    /// <summary>Reads the compiler's duties again before entries are kept: an import takes minutes, and who lost the duty meanwhile keeps nothing more.</summary>
    public Func<CancellationToken, Task<Actor>>? Afresh { get; init; }

    /// <summary>Entries of one transaction.</summary>
    internal int AtOnce { get; init; } = ListImport.AtOnce;

    /// <summary>How many rows were answered before, by an import that broke off or was paused: this one goes on behind them.</summary>
    public int Answered { get; init; }

    /// <summary>Photographs of the rows that were answered before: row by hash of the file.</summary>
    public IReadOnlyDictionary<string, int> SeenFiles { get; init; } = new Dictionary<string, int>();

    /// <summary>
    /// When the import began that this one goes on with. Lfr may have ended after it had kept entries and before it could answer their rows: what its compiler has proposed since, word for word, is its own.
    /// </summary>
    public DateTimeOffset? Since { get; init; }
}
