using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>How far an import is.</summary>
/// <param name="Id">Import.</param>
/// <param name="Source">Name of the file.</param>
/// <param name="By">Who began it, and when.</param>
/// <param name="IsDryRun">Whether nothing is kept.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Total">Rows of the file.</param>
/// <param name="Answered">Rows that were answered.</param>
/// <param name="RowsPerSecond">Rate without the pauses; 0 before the first answers.</param>
public sealed record ImportProgress(Guid Id, string Source, Signature By, bool IsDryRun, ImportState State, int Total, int Answered, double RowsPerSecond)
{
    private IReadOnlyDictionary<RowOutcome, int> Outcomes { get; init; } = new Dictionary<RowOutcome, int>();

    /// <summary>Why it broke off, and what to do.</summary>
    public string? Problem { get; private init; }

    /// <summary>Who told it last to pause, to go on or to stop; <see langword="null"/> when nobody did.</summary>
    public Signature? ToldBy { get; private init; }

    /// <summary>Whether its files are with another program on this database, which goes on with it.</summary>
    public bool IsElsewhere { get; init; }

    /// <summary>Whether its files are still kept, so that it can go on or be imported.</summary>
    public bool HasFiles { get; private init; }

    /// <summary>Whether it goes on by itself or waits for somebody.</summary>
    public bool IsGoing => State is ImportState.Running or ImportState.Paused;

    /// <summary>Whether it ended and still waits for somebody (<see cref="ImportJob.Waits"/>).</summary>
    public bool Waits { get; private init; }

    /// <summary>Whether somebody can have it go on where it is.</summary>
    public bool CanGoOn => State == ImportState.Paused || (State == ImportState.Failed && HasFiles);

    /// <summary>How many rows came out so.</summary>
    public int Of(RowOutcome outcome) => Outcomes.GetValueOrDefault(outcome);

    /// <summary>As the row says it.</summary>
    public static ImportProgress Of(ImportJob job) => new(
        job.Id, job.Source, job.By, job.IsDryRun, job.State, job.Total, job.Answered, job.WorkedSeconds > 0 ? job.Answered / job.WorkedSeconds : 0)
    {
        Outcomes = new Dictionary<RowOutcome, int>
        {
            [RowOutcome.Accepted] = job.Accepted,
            [RowOutcome.Refused] = job.Refused,
            [RowOutcome.Unchanged] = job.Unchanged,
            [RowOutcome.Differs] = job.Differs,
        },
        Problem = job.Problem,
        ToldBy = job.ToldBy,
        Waits = job.Waits,
        HasFiles = job.WrappedKey is not null,
    };
}
