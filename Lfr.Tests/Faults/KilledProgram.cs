using System.Diagnostics;
using Lfr.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Lfr.Tests.Faults;

/// <summary>The demonstration as a process of its own on a data folder, to be killed as a power cut would: no farewell, no last write.</summary>
internal sealed class KilledProgram(string data)
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Alerts that wait on the worker's disk.</summary>
    public IReadOnlyList<Guid> Waiting =>
        [.. Directory.GetFiles(Path.Combine(data, "worker"), "*.alert", SearchOption.AllDirectories).Select(f => Guid.Parse(Path.GetFileNameWithoutExtension(f)))];

    /// <summary>Starts it.</summary>
    public Process Start()
    {
        var process = LfrProcess.Start(data, new Dictionary<string, string>
        {
            ["LFR_URLS"] = $"http://127.0.0.1:{LfrProcess.FreePort()}",
            ["LFR_DATA"] = data,
            ["LFR_DEMO"] = "1",
            ["LFR_MODELS"] = TestModels.FolderOrSkip(),
        }, LfrProcess.Program);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Kills it now.</summary>
    public static async Task KillAsync(Process process)
    {
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
    }

    /// <summary>Alerts that are in the database, in the order of their numbers.</summary>
    public async Task<IReadOnlyList<Guid>> AcknowledgedAsync()
    {
        await using var connection = await OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Id FROM Alerts ORDER BY Sequence";
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        var ids = new List<Guid>();
        while (await reader.ReadAsync(Cancellation))
            ids.Add(reader.GetGuid(0));
        return ids;
    }

    /// <summary>A connection of its own to the database.</summary>
    public async Task<SqliteConnection> OpenAsync()
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(data, "lfr.db"), Pooling = false }.ConnectionString);
        await connection.OpenAsync(Cancellation);
        return connection;
    }
}
