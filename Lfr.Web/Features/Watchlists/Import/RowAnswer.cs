using Lfr.Shared.Watchlists;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>What becomes of one row, and why.</summary>
/// <param name="Row">Which one, from 1.</param>
/// <param name="Reference">Reference in the source system.</param>
/// <param name="Outcome">What becomes of it.</param>
/// <param name="Findings">What a person should know.</param>
public sealed record RowAnswer(int Row, string Reference, RowOutcome Outcome, IReadOnlyList<ListFinding> Findings)
{
    /// <summary>Hash of its photograph's file, by which a later row with the same one is known; <see langword="null"/> where none was read.</summary>
    public string? FileHash { get; init; }
}
