using Lfr.Shared.Identity;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>What becomes of a row.</summary>
public enum RowOutcome
{
    /// <summary>It is proposed; in a dry run, it would be.</summary>
    Accepted,

    /// <summary>It is not on the list, and its findings say why.</summary>
    Refused,

    /// <summary>It is on the list already, word for word and with this photograph.</summary>
    Unchanged,

    /// <summary>It is on the list with other words or another photograph. The entry stays as it is; the finding says what would change.</summary>
    Differs,
}

/// <summary>What becomes of one row, and why.</summary>
/// <param name="Row">Which one, from 1.</param>
/// <param name="Reference">Reference in the source system.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Findings">What a person should know.</param>
public sealed record RowAnswer(int Row, string Reference, RowOutcome Outcome, IReadOnlyList<ListFinding> Findings);

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
}
