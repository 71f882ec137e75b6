using Lfr.Shared.Identity;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>Where an import stands.</summary>
public enum ImportState
{
    /// <summary>Rows are being answered.</summary>
    Running,

    /// <summary>Somebody paused it.</summary>
    Paused,

    /// <summary>Every row was answered.</summary>
    Done,

    /// <summary>Somebody ended it; what was kept before stays.</summary>
    Stopped,

    /// <summary>It broke off.</summary>
    Failed,
}

/// <summary>How far an import is.</summary>
/// <param name="Source">Name of the file.</param>
/// <param name="By">Who began it, and when.</param>
/// <param name="IsDryRun">Whether nothing is kept.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Total">Rows of the file.</param>
/// <param name="Answers">Rows that were answered, in their order.</param>
/// <param name="RowsPerSecond">Rate without the pauses; 0 before the first answers.</param>
public sealed record ImportProgress(string Source, Signature By, bool IsDryRun, ImportState State, int Total, IReadOnlyList<RowAnswer> Answers, double RowsPerSecond)
{
    /// <summary>Why it broke off, and what to do.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether it goes on by itself or waits for somebody.</summary>
    public bool IsGoing => State is ImportState.Running or ImportState.Paused;

    /// <summary>How many rows came out so.</summary>
    public int Of(RowOutcome outcome) => Answers.Count(a => a.Outcome == outcome);
}

/// <summary>An import that goes on in the background, whoever looks.</summary>
internal sealed class RunningImport(UploadedList list, Signature by, bool isDryRun, TimeProvider time) : IDisposable
{
    private readonly Lock gate = new();
    private readonly CancellationTokenSource stop = new();
    private readonly List<RowAnswer> answers = [];
    private TaskCompletionSource? pause;
    private ImportState state = ImportState.Running;
    private string? problem;
    private long since = time.GetTimestamp();
    private TimeSpan worked;

    /// <summary>What is imported; also what a dry run leaves for the import after it.</summary>
    public UploadedList List => list;

    /// <summary>Runs it to its end. Never throws: what went wrong is in the progress.</summary>
    public async Task RunAsync(Func<ImportOrder, Func<RowAnswer, Task>, CancellationToken, Task> import, ImportOrder order, ILogger logger)
    {
        try
        {
            await import(order, TellAsync, stop.Token);
            End(ImportState.Done, null);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            End(ImportState.Stopped, null);
        }
        catch (Exception e)
        {
            logger.LogError(e, "An import broke off.");
            End(ImportState.Failed, "The import broke off. What was kept stays, each person whole. Import the file again: it goes on where it ended. If it breaks off again, an administrator finds the cause in the log.");
        }
    }

    /// <summary>How far it is.</summary>
    public ImportProgress Progress()
    {
        lock (gate)
        {
            var seconds = (worked + (state == ImportState.Running ? time.GetElapsedTime(since) : TimeSpan.Zero)).TotalSeconds;
            return new ImportProgress(list.Source, by, isDryRun, state, list.Rows.Count, [.. answers], seconds > 0 ? answers.Count / seconds : 0) { Problem = problem };
        }
    }

    /// <summary>Pauses: what is being kept is kept, and then nothing more.</summary>
    public void Pause()
    {
        lock (gate)
        {
            if (state != ImportState.Running)
                return;
            state = ImportState.Paused;
            worked += time.GetElapsedTime(since);
            pause = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    /// <summary>Goes on.</summary>
    public void Resume()
    {
        lock (gate)
        {
            if (state != ImportState.Paused)
                return;
            state = ImportState.Running;
            since = time.GetTimestamp();
            pause?.TrySetResult();
            pause = null;
        }
    }

    /// <summary>Ends it; what was kept stays.</summary>
    public void Stop()
    {
        stop.Cancel();
        Resume();
    }

    /// <inheritdoc/>
    public void Dispose() => stop.Dispose();

    private async Task TellAsync(RowAnswer answer)
    {
        Task? paused;
        lock (gate)
        {
            answers.Add(answer);
            paused = pause?.Task;
        }

        if (paused is not null)
            await paused;
    }

    private void End(ImportState ended, string? why)
    {
        lock (gate)
        {
            if (state == ImportState.Running)
                worked += time.GetElapsedTime(since);
            (state, problem) = (ended, why);
        }
    }
}
