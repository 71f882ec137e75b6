using System.Collections.Concurrent;
using Lfr.Web.Telemetry;

namespace Lfr.Web.Features.Live.Claims;

/// <summary>What workers said and were not believed: counted by kind, and in the program's log with the reason.</summary>
public sealed class WorkerRefusals(ILogger<WorkerRefusals> logger)
{
    /// <summary>A worker was not let in.</summary>
    public const string SignIn = "sign-in";

    /// <summary>A worker claimed to be another.</summary>
    public const string Introduction = "introduction";

    /// <summary>An alert was not accepted.</summary>
    public const string Alert = "alert";

    /// <summary>Counters were not accepted.</summary>
    public const string Counts = "counts";

    /// <summary>A picture of a camera was not accepted.</summary>
    public const string Tile = "tile";

    /// <summary>Refused alerts of a worker in a minute. Each of them is a line of the audit log, which must not grow as fast as a hostile worker can send.</summary>
    private const int MostRefusedAMinute = 20;

    /// <summary>
    /// Alerts of a licence in a minute. Nobody can answer two a second for long; a stolen worker that raises fitting alerts without end fills neither the room nor the database faster than this.
    /// </summary>
    public const int MostAlertsAMinute = 120;

    /// <summary>Two programs with one key that take turns are one line of the audit log in so long; how often it was is in the program's log.</summary>
    private static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, bool> doubted = new();
    private readonly ConcurrentDictionary<Guid, DateTimeOffset> seconds = new();
    private readonly ConcurrentDictionary<(Guid Worker, Guid Licence), (DateTimeOffset Minute, int Refused, int Taken)> alerts = new();

    /// <summary>Whether numbers of this licence are doubted for the first time since the program started.</summary>
    public bool IsNews(Guid licenceId) => doubted.TryAdd(licenceId, true);

    /// <summary>Whether it is news that a worker came in on a second connection.</summary>
    public bool IsNewsOfSecond(Guid worker, DateTimeOffset now) =>
        seconds.TryAdd(worker, now) || (seconds.TryGetValue(worker, out var noted) && now - noted >= BetweenNotes && seconds.TryUpdate(worker, now, noted));

    /// <summary>
    /// Whether an alert of a worker is looked at now, or has to wait because too many under its licence came, were refused, or were handed over again in this minute. An alert that
    /// waits is offered again: none is lost, and what an earlier run left holds up none of the next.
    /// </summary>
    public bool MayOffer(Guid worker, Guid licence, DateTimeOffset now) =>
        !alerts.TryGetValue((worker, licence), out var of) || (of.Refused < MostRefusedAMinute && of.Taken < MostAlertsAMinute) || now - of.Minute >= TimeSpan.FromMinutes(1);

    /// <summary>Counts an alert; <paramref name="refused"/> also when it was there already.</summary>
    public void CountAlert(Guid worker, Guid licence, bool refused, DateTimeOffset now)
    {
        var (more, taken) = refused ? (1, 0) : (0, 1);
        alerts.AddOrUpdate(
            (worker, licence),
            _ => (now, more, taken),
            (_, of) => now - of.Minute >= TimeSpan.FromMinutes(1) ? (now, more, taken) : (of.Minute, of.Refused + more, of.Taken + taken));
    }

    /// <summary>Notes a refusal.</summary>
    /// <param name="kind">One of the kinds above.</param>
    /// <param name="worker">The worker, once its signature was checked; <see cref="Guid.Empty"/> before.</param>
    /// <param name="why">Why, as a sentence that holds nothing which the worker sent.</param>
    public void Note(string kind, Guid worker, string why)
    {
        LfrMeter.WorkerRefused(kind);
        logger.LogWarning("Worker {Worker} was refused ({Kind}): {Why}", worker, kind, why);
    }
}
