using System.Data;
using System.Globalization;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Lfr.Web.Data;

/// <summary>
/// One writer at a time (ADR 17). Every command ends with a link of one hash chain, so commands cannot overlap anyway; a lock taken first makes the
/// second one wait where it would otherwise meet the first in a deadlock.
/// </summary>
internal static class WriteLock
{
    private const string Resource = "lfr writes";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    /// <summary>
    /// Begins a transaction that nobody else writes beside. SQLite: <c>BEGIN IMMEDIATE</c>. SQL Server: an application lock that goes with the transaction,
    /// under READ COMMITTED, which a pooled connection has anyway; what is read after the lock is what every earlier command committed.
    /// </summary>
    /// <exception cref="DatabaseBusyException">Others held it for 15 seconds.</exception>
    public static async Task<IDbContextTransaction> BeginAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.IsSqlServer())
            return await db.Database.BeginTransactionAsync(IsolationLevel.Serializable, cancellationToken);
        var transaction = await db.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken);
        try
        {
            var answer = new SqlParameter("@answer", SqlDbType.Int) { Direction = ParameterDirection.Output };
            await db.Database.ExecuteSqlRawAsync(Statement, [answer], cancellationToken);
            if ((int)answer.Value < 0)
                throw new DatabaseBusyException();
            return transaction;
        }
        catch
        {
            await transaction.DisposeAsync();
            throw;
        }
    }

    private static string Statement => string.Create(
        CultureInfo.InvariantCulture,
        $"EXEC @answer = sp_getapplock @Resource = N'{Resource}', @LockMode = N'Exclusive', @LockOwner = N'Transaction', @LockTimeout = {(int)Patience.TotalMilliseconds};");
}
