namespace Lfr.Web.Data;

/// <summary>Which database server keeps the data.</summary>
public enum DatabaseProvider
{
    /// <summary>A file in the data folder, for one machine.</summary>
    Sqlite,

    /// <summary>SQL Server.</summary>
    SqlServer,
}

/// <summary>Where the data is kept.</summary>
/// <param name="Provider">Which server (<c>Database:Provider</c>).</param>
/// <param name="File">SQLite's file (<c>Database:File</c>); <see langword="null"/> for <c>lfr.db</c> in the data folder.</param>
/// <param name="Connection">Connection string of SQL Server (<c>ConnectionStrings:Lfr</c>); <see langword="null"/> with SQLite. Holds a password.</param>
/// <param name="MigrateOnStart">
/// Whether the start brings SQL Server's tables up to date (<c>Database:MigrateOnStart</c>); SQLite's always are.
/// </param>
public sealed record DatabaseOptions(DatabaseProvider Provider, string? File, string? Connection, bool MigrateOnStart);
