using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Hosting;
using Lfr.Web.Identity;
using Lfr.Web.Settings;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

public sealed class CreateAdminTests : IDisposable
{
    private const string Password = "lantern-gravel-otter-mitten";

    private readonly string data = Directory.CreateTempSubdirectory("lfr-test-").FullName;

    [Fact]
    public async Task FirstAdministrator_IsMade_OnRecord_AndASecondIsNot()
    {
        var printed = await CreateAsync(Password);
        Assert.StartsWith("Password (at least 12 characters): Robin Vale is the administrator and can sign in.", printed, StringComparison.Ordinal);
        var codes = printed.Split('\n', StringSplitOptions.TrimEntries).Select(l => l.Split(": ")[^1]).Where(l => l.Count(c => c == '-') == 3 && l.Length == 23).ToArray();
        Assert.Equal(2, codes.Distinct(StringComparer.Ordinal).Count());

        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => CreateAsync(Password));

        Assert.Equal("There is an administrator already. Further people are added inside Lfr, by an administrator.", refusal.Message);
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Data = data, Accounts = false });
        using var client = app.Anybody();
        Assert.Equal(LfrRoutes.FirstFactor, (await LfrApp.PasswordAsync(client, "robin@force.example", Password)).Headers.Location?.OriginalString);
        await using var scope = app.Services.CreateAsyncScope();
        var made = Assert.Single(await scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>().GetUsersInRoleAsync(Roles.Administrator));
        var line = await app.InDatabaseAsync(db => db.AuditEvents.SingleAsync(e => e.Action == nameof(CreateAdmin), TestContext.Current.CancellationToken));
        Assert.Equal((Actor.System.UserId, $"Account {made.Id}", "Made an administrator at the command line, where none could sign in, and printed two codes of the installation."), (line.ActorId, line.Subject, line.Sentence));
        Assert.Equal(
            codes.Select(InstallationCode.HashOf).Order(StringComparer.Ordinal),
            await app.InDatabaseAsync(db => db.InstallationCodes.OrderBy(c => c.Hash).Select(c => c.Hash).ToListAsync(TestContext.Current.CancellationToken)));
        Assert.Empty(await app.InDatabaseAsync(db => Web.Dossiers.EvidenceCheck.FindOfPeopleAsync(db, TestContext.Current.CancellationToken)));
    }

    [Fact]
    [Asvs("6.2.1")]
    public async Task ShortPassword_IsRefused_WithTheReason() =>
        Assert.Contains("at least 12 characters", (await Assert.ThrowsAsync<StartRefusedException>(() => CreateAsync("short"))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task CommonPassword_IsRefused_WithTheReason_AndNoAccountIsLeftBehind()
    {
        var refusal = await Assert.ThrowsAsync<StartRefusedException>(() => CreateAsync("Password123456"));

        Assert.StartsWith("The password is easy to guess:", refusal.Message, StringComparison.Ordinal);
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Data = data, Accounts = false });
        Assert.Equal(0, await app.InDatabaseAsync(db => db.Users.CountAsync(TestContext.Current.CancellationToken)));
    }

    [Fact]
    public void NameAndAddress_ComeFromTheCommandLine_AndWhatIsLeftIsConfiguration()
    {
        var (administrator, settings) = CreateAdmin.Read(["--name", "Robin Vale", "--Database:File", "lfr.db", "--email=robin@force.example"]);

        Assert.Equal(new FirstAdministrator("robin@force.example", "Robin Vale"), administrator);
        Assert.Equal(["--Database:File", "lfr.db"], settings);
    }

    [Theory]
    [InlineData("--email", "robin@force.example", "The administrator's name, as it will stand in records, is missing:")]
    [InlineData("--name", "Robin Vale", "The administrator's e-mail address is missing:")]
    public async Task NameOrAddressFromTheEnvironment_IsNotTaken(string key, string value, string sentence)
    {
        // WSL, for one, has a variable NAME.
        var finished = await LfrProcess.RunAsync(
            Path.GetTempPath(),
            new Dictionary<string, string> { ["LFR_DATA"] = data, ["NAME"] = "DESKTOP-1", ["EMAIL"] = "somebody@elsewhere.example", ["LFR_ADMIN_PASSWORD"] = Password },
            LfrProcess.Program, CreateAdmin.Verb, key, value);

        Assert.Equal(1, finished.ExitCode);
        Assert.StartsWith($"Lfr cannot start. {sentence}", finished.Error, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        // The application of a test takes its folder with it.
        if (Directory.Exists(data))
            Directory.Delete(data, recursive: true);
    }

    private async Task<string> CreateAsync(string password)
    {
        await using var app = LfrHost.Build([], builder => builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["LFR_DATA"] = data, ["LFR_DEMO"] = "0", ["Worker:CoHosted"] = "false" }));
        using var input = new StringReader(password);
        await using var output = new StringWriter();
        await new CreateAdmin(app).RunAsync(new FirstAdministrator("robin@force.example", "Robin Vale"), input, output, TestContext.Current.CancellationToken);
        return output.ToString();
    }
}
