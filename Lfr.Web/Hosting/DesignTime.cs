using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Lfr.Web.Hosting;

/// <summary>For <c>dotnet ef</c>: the model as SQLite sees it. No database is opened.</summary>
public sealed class SqliteDesignTime : IDesignTimeDbContextFactory<SqliteLfrDbContext>
{
    /// <inheritdoc/>
    public SqliteLfrDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqliteLfrDbContext>().UseSqlite("Data Source=:memory:").Options);
}

/// <summary>For <c>dotnet ef</c>: the model as SQL Server sees it. No database is opened.</summary>
public sealed class SqlServerDesignTime : IDesignTimeDbContextFactory<SqlServerLfrDbContext>
{
    /// <inheritdoc/>
    public SqlServerLfrDbContext CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<SqlServerLfrDbContext>().UseSqlServer("Server=none;Encrypt=True").Options);
}
