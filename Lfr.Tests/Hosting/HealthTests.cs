using System.Net;
using System.Text.Json;
using Lfr.Tests.Support;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Hosting;

public class HealthTests
{
    private static readonly Uri Live = new("/health/live", UriKind.Relative);
    private static readonly Uri Ready = new("/health/ready", UriKind.Relative);

    [Fact]
    public async Task Live_AnswersAnybody()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        using var client = app.Anybody();

        var answer = await client.GetAsync(Live, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task Ready_WithoutModels_IsDegradedAndSaysWhichCommandBringsThem()
    {
        var nowhere = Directory.CreateTempSubdirectory("lfr-no-models-").FullName;
        await using var app = await LfrApp.StartAsync(new LfrAppOptions
        {
            Accounts = false,
            Settings = new Dictionary<string, string?> { ["LFR_MODELS"] = nowhere },
        });
        using var client = app.Anybody();

        var answer = await client.GetAsync(Ready, TestContext.Current.CancellationToken);
        using var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("degraded", body.RootElement.GetProperty("status").GetString());
        Assert.Contains("fetch-models.sh", Sentence(body, "models"), StringComparison.Ordinal);
        Assert.Equal("The database answers, is up to date and can be written.", Sentence(body, "database"));
    }

    [Fact]
    public async Task Ready_WithoutItsDatabase_Is503()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        using var client = app.Anybody();
        // A folder where the file should be: overwriting the file would leave whoever has it open, such as a watch at its work, a database half alive.
        foreach (var file in Directory.GetFiles(app.Data, "lfr.db*"))
            File.Delete(file);
        Directory.CreateDirectory(Path.Combine(app.Data, "lfr.db"));
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();

        var answer = await client.GetAsync(Ready, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("The database does not answer.", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ready_WithADatabaseThatCannotBeWritten_Is503()
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Accounts = false });
        using var client = app.Anybody();
        await app.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(
            "CREATE TRIGGER full BEFORE UPDATE ON __EFMigrationsHistory BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END;", TestContext.Current.CancellationToken));

        var answer = await client.GetAsync(Ready, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        Assert.Contains("cannot be written", await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    private static string Sentence(JsonDocument body, string check) => body.RootElement.GetProperty("checks").EnumerateArray()
        .Single(c => c.GetProperty("name").GetString() == check).GetProperty("sentence").GetString()!;
}
