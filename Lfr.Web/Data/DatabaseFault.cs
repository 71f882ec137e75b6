using System.Security.Cryptography;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Data;

/// <summary>Tells a fault that passes by itself from one that does not. The only place that knows the numbers of the two databases.</summary>
public static class DatabaseFault
{
    /// <summary>How often something is tried before whoever asked is told that the database is busy.</summary>
    public const int Attempts = 5;

    private const int SqlitePrimaryKey = 1555;
    private const int SqliteUnique = 2067;

    /// <summary>
    /// Whether two writers met: the same thing done again from what the database holds now may well work. Looks through everything that a fault is
    /// wrapped in: EF puts a deadlock into an <see cref="InvalidOperationException"/>, and a collision while saving into a <see cref="DbUpdateException"/>.
    /// </summary>
    public static bool IsCollision(Exception fault)
    {
        for (var e = fault; e is not null; e = e.InnerException)
        {
            if (e is DbUpdateConcurrencyException or DatabaseBusyException
                or SqliteException { SqliteErrorCode: 5 or 6 } or SqliteException { SqliteExtendedErrorCode: SqlitePrimaryKey or SqliteUnique }
                // Deadlock, lock not got in time, row or key that is there already, changed under a snapshot.
                or SqlException { Number: 1205 or 1222 or 2601 or 2627 or 3960 })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Does something, again as long as others are in the way.</summary>
    /// <param name="work">Changes nothing but the database, from a context of its own.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="Exception">The last collision, when <see cref="Attempts"/> were not enough, or any other fault at once.</exception>
    public static async Task<T> RetryAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (attempt < Attempts && IsCollision(e))
            {
                // Not all at the same moment again.
                await Task.Delay(TimeSpan.FromMilliseconds(RandomNumberGenerator.GetInt32(10, 40 * attempt)), TimeProvider.System, cancellationToken);
            }
        }
    }

    /// <summary>Does something that answers nothing; see <see cref="RetryAsync{T}"/>.</summary>
    public static Task RetryAsync(Func<Task> work, CancellationToken cancellationToken) => RetryAsync(
        async () =>
        {
            await work();
            return true;
        },
        cancellationToken);
}

/// <summary>The lock on writing was not to be had in time.</summary>
public sealed class DatabaseBusyException() : Exception("Another command held the database for too long.");
