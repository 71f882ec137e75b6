using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;

namespace Lfr.Web.Data;

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Rows are being answered.</summary>
    Running,

    /// <summary>Somebody paused it, or nothing more could be kept for now.</summary>
    Paused,

    /// <summary>Every row was answered.</summary>
    Done,

    /// <summary>Somebody ended it; what was kept before stays.</summary>
    Stopped,

    /// <summary>It broke off.</summary>
    Failed,
}

/// <summary>
/// An import of a list from a file, as it stands: a row, so that it outlives the program that works on it, and so that two programs on one database never work on one list at once. What it kept is
/// in the audit log entry by entry; this says how far it is. It goes with the list.
/// </summary>
public sealed class ImportJob
{
    private ImportJob()
    {
    }

    /// <summary>Id, which also names its files.</summary>
    public Guid Id { get; private set; }

    /// <summary>Deployment whose list it is.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Under whose name its rows come in: who began it, or had it go on in their place, and when.</summary>
    public Signature By { get; private set; } = null!;

    /// <summary>Account or system that began it, whoever it is now of: who may ask how it ended.</summary>
    public Guid BegunById { get; private set; }

    /// <summary>Who told it last to pause, to go on or to stop, and when; <see langword="null"/> when nobody did since its rows were begun.</summary>
    public Signature? ToldBy { get; private set; }

    /// <summary>Name of the table.</summary>
    public string Source { get; private set; } = "";

    /// <summary>SHA-256 of the table and of how its columns were read: the same file again is the same import.</summary>
    public string TableHash { get; private set; } = "";

    /// <summary>The file's own heading by the column's name, where somebody chose.</summary>
    public IReadOnlyDictionary<string, string> Map { get; private set; } = new Dictionary<string, string>();

    /// <summary>Whether nothing is kept.</summary>
    public bool IsDryRun { get; private set; }

    /// <summary>Where it stands.</summary>
    public ImportState State { get; private set; }

    /// <summary>Rows of the table.</summary>
    public int Total { get; private set; }

    /// <summary>Rows that were answered, from the first on.</summary>
    public int Answered { get; private set; }

    /// <summary>Rows that were proposed or, in a dry run, would be.</summary>
    public int Accepted { get; private set; }

    /// <summary>Rows that were refused.</summary>
    public int Refused { get; private set; }

    /// <summary>Rows that are on the list already.</summary>
    public int Unchanged { get; private set; }

    /// <summary>Rows that are on the list with other words or another photograph.</summary>
    public int Differs { get; private set; }

    /// <summary>When the pass over the rows began that is under way: the check, or the import after it.</summary>
    public DateTimeOffset PassBegunAt { get; private set; }

    /// <summary>Last sign of life.</summary>
    public DateTimeOffset AliveAt { get; private set; }

    /// <summary>Seconds of work, without pauses.</summary>
    public double WorkedSeconds { get; private set; }

    /// <summary>Why it broke off or paused by itself, and what to do.</summary>
    public string? Problem { get; private set; }

    /// <summary>The key of its files, wrapped by the master key; <see langword="null"/> once they are destroyed.</summary>
    public byte[]? WrappedKey { get; private set; }

    /// <summary>Whether somebody put it away, so that other files can be chosen.</summary>
    public bool IsPutAway { get; private set; }

    /// <summary>Whether it goes on by itself or waits for somebody.</summary>
    public bool IsGoing => State is ImportState.Running or ImportState.Paused;

    /// <summary>Whether it ended and still waits for somebody, with its files: people can be proposed who were checked, or it broke off and can go on.</summary>
    public bool Waits => WrappedKey is not null && (State == ImportState.Failed || (IsDryRun && State == ImportState.Done && Accepted > 0));

    /// <summary>Begins one.</summary>
    public static ImportJob Begin(
        Guid id, Guid deploymentId, Signature by, string source, string tableHash, IReadOnlyDictionary<string, string> map, bool isDryRun, int total, byte[] wrappedKey) => new()
        {
            Id = id,
            DeploymentId = deploymentId,
            By = by,
            BegunById = by.UserId,
            Source = source,
            TableHash = tableHash,
            Map = map,
            IsDryRun = isDryRun,
            Total = total,
            PassBegunAt = by.At,
            AliveAt = by.At,
            WrappedKey = wrappedKey,
        };

    /// <summary>Imports what was checked: the same files, from the first row on.</summary>
    public void Import(Signature by)
    {
        (By, ToldBy, IsDryRun, State, PassBegunAt, AliveAt, WorkedSeconds, Problem) = (by, null, false, ImportState.Running, by.At, by.At, 0, null);
        Answered = Accepted = Refused = Unchanged = Differs = 0;
    }

    /// <summary>Takes the outcomes of rows that were answered, and the time that it took.</summary>
    public void Answer(IEnumerable<RowOutcome> outcomes, double seconds, DateTimeOffset now)
    {
        foreach (var outcome in outcomes)
        {
            Answered++;
            switch (outcome)
            {
                case RowOutcome.Accepted:
                    Accepted++;
                    break;
                case RowOutcome.Unchanged:
                    Unchanged++;
                    break;
                case RowOutcome.Differs:
                    Differs++;
                    break;
                default:
                    Refused++;
                    break;
            }
        }

        (WorkedSeconds, AliveAt) = (WorkedSeconds + Math.Max(0, seconds), now);
    }

    /// <summary>Pauses it: what is being kept is kept, and then nothing more.</summary>
    public void Pause(Signature by) => (State, ToldBy) = (ImportState.Paused, by);

    /// <summary>Pauses it by itself: what stands in the way is none of the rows' fault, so none of the rest is answered, and the files stay.</summary>
    public void Pause(string problem, DateTimeOffset now) => (State, Problem, AliveAt) = (ImportState.Paused, problem, now);

    /// <summary>Goes on, from the first row that was not answered. What comes from now on is proposed by whoever says so.</summary>
    public void Resume(Signature by)
    {
        if (by.UserId != By.UserId)
            By = by;
        (State, Problem, AliveAt, ToldBy) = (ImportState.Running, null, by.At, by);
    }

    /// <summary>Somebody ends it; what was kept stays.</summary>
    public void Stop(Signature by)
    {
        ToldBy = by;
        End(ImportState.Stopped, null, by.At);
    }

    /// <summary>It ends; what was kept stays.</summary>
    public void End(ImportState state, string? problem, DateTimeOffset now)
    {
        (State, Problem, AliveAt) = (state, problem, now);
        // Everybody in the files is on the list or was refused: nobody needs them any more.
        if (state == ImportState.Done && !IsDryRun)
            DestroyFiles();
    }

    /// <summary>Somebody puts it away, with its files.</summary>
    public void PutAway(Signature by)
    {
        (IsPutAway, ToldBy) = (true, by);
        DestroyFiles();
    }

    /// <summary>Destroys the key of its files, which are unreadable from then on; the bytes go with the next look at the folder.</summary>
    public void DestroyFiles() => WrappedKey = null;
}

/// <summary>What became of one row of an import.</summary>
/// <param name="JobId">Import.</param>
/// <param name="Row">Which one, from 1.</param>
/// <param name="Reference">Reference in the source system.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="HasFindings">Whether there is anything that a person should know.</param>
/// <param name="Findings">That.</param>
/// <param name="FileHash">Hash of its photograph's file.</param>
public sealed record ImportRow(Guid JobId, int Row, string Reference, RowOutcome Outcome, bool HasFindings, IReadOnlyList<ListFinding> Findings, string? FileHash);
