using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Support;

/// <summary>
/// A database with every migration and no row, made once in a test run and copied for each application that starts on a fresh folder. Migrations are tested by themselves
/// (<c>MigrationsTests</c>); running all of them for each of hundreds of starts was a large part of the suite.
/// </summary>
internal static class MigratedDatabase
{
    private static readonly Lazy<Task<byte[]>> Made = new(MakeAsync);

    /// <summary>Puts a copy into a data folder.</summary>
    public static async Task PutIntoAsync(string data) => await File.WriteAllBytesAsync(Path.Combine(data, "lfr.db"), await Made.Value);

    private static async Task<byte[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("lfr-migrated-");
        try
        {
            var file = Path.Combine(folder.FullName, "lfr.db");
            await using (var db = new SqliteLfrDbContext(new DbContextOptionsBuilder<SqliteLfrDbContext>().UseSqlite($"Data Source={file};Pooling=False").Options))
                await db.Database.MigrateAsync();
            return await File.ReadAllBytesAsync(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
