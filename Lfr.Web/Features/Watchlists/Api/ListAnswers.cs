using System.ComponentModel;
using Lfr.Shared.Watchlists;
using Lfr.Web.Features.Watchlists.Import;

namespace Lfr.Web.Features.Watchlists.Api;

/// <summary>What another system sends to propose people.</summary>
/// <param name="List">The table.</param>
/// <param name="Pictures">The photographs.</param>
/// <param name="Map">Its headings.</param>
public sealed record ListUpload(
    [property: Description("The table: CSV with the columns of docs/watchlists.md.")] IFormFile List,
    [property: Description("A ZIP archive of the photographs, JPEG, PNG or WebP.")] IFormFile Pictures,
    [property: Description("JSON: the table's own heading by the column's name, where the usual headings do not do.")] string? Map);

/// <summary>How far an import is, and what was found.</summary>
/// <param name="Id">Import.</param>
/// <param name="Deployment">Reference of the deployment.</param>
/// <param name="State">running, paused, done, stopped or failed.</param>
/// <param name="DryRun">Whether nothing is kept.</param>
/// <param name="Rows">Rows of the table.</param>
/// <param name="Answered">Rows that were answered.</param>
/// <param name="Accepted">Proposed or, in a dry run, could be.</param>
/// <param name="Refused">Not on the list; their findings say why.</param>
/// <param name="Unchanged">On the list already.</param>
/// <param name="Differs">On the list with other words or another photograph.</param>
/// <param name="Problem">Why it broke off.</param>
/// <param name="Found">Rows with findings, a page of them.</param>
/// <param name="FoundInAll">How many there are.</param>
public sealed record ImportAnswer(
    Guid Id, string Deployment, string State, bool DryRun, int Rows, int Answered, int Accepted, int Refused, int Unchanged, int Differs, string? Problem, IReadOnlyList<FoundRow> Found, int FoundInAll)
{
    internal static ImportAnswer Of(ImportProgress import, string deployment, IReadOnlyList<RowAnswer> found, int inAll) => new(
        import.Id, deployment, import.State.ToString().ToLowerInvariant(), import.IsDryRun, import.Total, import.Answered, import.Of(RowOutcome.Accepted), import.Of(RowOutcome.Refused),
        import.Of(RowOutcome.Unchanged), import.Of(RowOutcome.Differs), import.Problem,
        [.. found.Select(f => new FoundRow(f.Row, f.Reference, f.Outcome.ToString().ToLowerInvariant(), [.. f.Findings.Select(s => new FoundThing(s.Kind, s.Sentence))]))], inAll);
}

/// <summary>A row with findings.</summary>
/// <param name="Row">Which one, from 1.</param>
/// <param name="Reference">Reference in the source system.</param>
/// <param name="Outcome">accepted, refused, unchanged or differs.</param>
/// <param name="Findings">What was found.</param>
public sealed record FoundRow(int Row, string Reference, string Outcome, IReadOnlyList<FoundThing> Findings);

/// <summary>Something that was found.</summary>
/// <param name="Kind">Stable word, or the id of a rule.</param>
/// <param name="Sentence">What happened, why, and what to do.</param>
public sealed record FoundThing(string Kind, string Sentence);

/// <summary>What became of somebody.</summary>
/// <param name="Reference">Reference in the source system.</param>
/// <param name="ListReference">Reference on the list.</param>
/// <param name="State">proposed, approved, rejected, suspended, removed or purged.</param>
public sealed record EntryAnswer(string Reference, string ListReference, string State)
{
    internal static EntryAnswer Of(WatchlistEntry entry) => new(entry.Details.SourceReference, entry.Reference, entry.State.ToString().ToLowerInvariant());
}

/// <summary>Somebody is no longer sought.</summary>
/// <param name="Because">no-longer-wanted, arrested, located, stood-down or challenged.</param>
/// <param name="Reason">In words.</param>
public sealed record SuspensionAsked(string? Because, string? Reason);

/// <summary>Somebody is taken off the list.</summary>
/// <param name="Reason">In words.</param>
public sealed record WithdrawalAsked(string? Reason);
