namespace Lfr.Shared.Watchlists;

/// <summary>Something about a row of an imported list that a person should know.</summary>
/// <param name="Kind">Stable word for programs, or the id of the rule that found it.</param>
/// <param name="Sentence">What happened, why, and what to do.</param>
/// <param name="Refuses">Whether the row cannot be taken because of it.</param>
public sealed record ListFinding(string Kind, string Sentence, bool Refuses = true);
