using System.Reflection;
using Lfr.Web.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Data;

public class DatabaseFaultTests
{
    /// <summary>Two writers met, in every wrapping that EF gives it; and what no second try mends.</summary>
    public static TheoryData<string, Exception, bool> Faults => new()
    {
        { "changed meanwhile", new DbUpdateConcurrencyException("changed"), true },
        { "database is locked", new SqliteException("locked", 5), true },
        { "table is locked", new SqliteException("locked", 6), true },
        { "the same row at once", new DbUpdateException("save", new SqliteException("unique", 19, 2067)), true },
        { "the same key at once", new DbUpdateException("save", new SqliteException("primary key", 19, 1555)), true },
        { "deadlock, bare", OfServer(1205), true },
        { "deadlock while saving", new DbUpdateException("save", OfServer(1205)), true },
        { "deadlock as EF hands it on: a passing fault without a strategy", new InvalidOperationException("consider", OfServer(1205)), true },
        { "deadlock while saving as EF hands it on", new InvalidOperationException("consider", new DbUpdateException("save", OfServer(1205))), true },
        { "lock not got in time", OfServer(1222), true },
        { "the same key at once, on the server", new DbUpdateException("save", OfServer(2627)), true },
        { "the lock on writing not got in time", new DatabaseBusyException(), true },
        { "disk full", new SqliteException("full", 13), false },
        { "a row refers to nothing", new DbUpdateException("save", new SqliteException("foreign key", 19, 787)), false },
        { "sign-in to the server failed", OfServer(18456), false },
        { "a fault of our own", new InvalidOperationException("no"), false },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Collision_IsRecognisedInEveryWrapping(string what, Exception fault, bool isCollision) =>
        Assert.True(isCollision == DatabaseFault.IsCollision(fault), what);

    [Theory]
    [InlineData(1, 2, true)]
    [InlineData(4, 5, true)]
    [InlineData(5, 5, false)]
    public async Task Work_ThatMeetsOthers_IsDoneAgainAFewTimes(int collisions, int tries, bool done)
    {
        var tried = 0;
        var work = DatabaseFault.RetryAsync(() => ++tried <= collisions ? throw new InvalidOperationException("wrapped", new SqliteException("locked", 5)) : Task.FromResult(tried), TestContext.Current.CancellationToken);

        if (done)
            Assert.Equal(tries, await work);
        else
            await Assert.ThrowsAsync<InvalidOperationException>(() => work);
        Assert.Equal(tries, tried);
    }

    [Fact]
    public async Task Work_ThatFailsOtherwise_IsTriedOnce()
    {
        var tried = 0;

        await Assert.ThrowsAsync<SqliteException>(() => DatabaseFault.RetryAsync<int>(() => { tried++; throw new SqliteException("full", 13); }, TestContext.Current.CancellationToken));

        Assert.Equal(1, tried);
    }

    // The driver makes its exceptions itself only.
    private static SqlException OfServer(int number)
    {
        const BindingFlags Hidden = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var errors = (SqlErrorCollection)Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        var constructor = typeof(SqlError).GetConstructors(Hidden).OrderByDescending(c => c.GetParameters().Length).First();
        var error = constructor.Invoke([.. constructor.GetParameters().Select((p, i) =>
            i == 0 ? number : p.ParameterType == typeof(string) ? "test" : p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : null)]);
        typeof(SqlErrorCollection).GetMethod("Add", Hidden)!.Invoke(errors, [error]);
        var create = typeof(SqlException).GetMethods(Hidden).First(m => m.Name == "CreateException" && m.GetParameters() is [_, { ParameterType: var second }] && second == typeof(string));
        return (SqlException)create.Invoke(null, [errors, "16.0"])!;
    }
}
