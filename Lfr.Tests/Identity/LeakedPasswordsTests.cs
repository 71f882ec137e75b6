using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

/// <summary>A list of leaked passwords that the force brings, searched where it lies.</summary>
public sealed class LeakedPasswordsTests : IDisposable
{
    private const string Leaked = "walnut-piston-meadow-kelp";

    private readonly string file = Path.Combine(Path.GetTempPath(), $"lfr-leaked-{Guid.CreateVersion7():N}.txt");

    public void Dispose() => File.Delete(file);

    /// <summary>Each line is found, with either kind of line end and without a last one; nothing between, before or behind them is.</summary>
    [Theory]
    [InlineData(1, "\n", true)]
    [InlineData(2, "\n", false)]
    [InlineData(3, "\r\n", true)]
    [InlineData(257, "\r\n", false)]
    [InlineData(1000, "\n", true)]
    public void EachPasswordOfTheList_IsFound_AndNoOther(int count, string end, bool ended)
    {
        var passwords = Enumerable.Range(0, count).Select(i => $"leaked {i}").ToArray();
        var lines = passwords.Select((p, i) => $"{LeakedPasswords.NameOf(p)}:{(i % 7 == 0 ? 12_345_678 : i + 1)}").Order(StringComparer.Ordinal);
        File.WriteAllText(file, string.Join(end, lines) + (ended ? end : ""));

        var (list, problem) = LeakedPasswords.Open(file);

        Assert.Null(problem);
        Assert.All(passwords, p => Assert.True(list!.Has(p), p));
        Assert.All(Enumerable.Range(0, 500), i => Assert.False(list!.Has($"other {i}")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("password\n")]
    [InlineData("5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8:3\n")]
    [InlineData("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8\n")]
    public void FileThatIsNoSuchList_IsRefusedAtTheStart(string text)
    {
        File.WriteAllText(file, text);

        Assert.Equal("does not begin with the SHA-1 of a password in hex, a colon and a number", LeakedPasswords.Open(file).Problem);
    }

    [Fact]
    [Asvs("6.2.12")]
    public async Task PasswordOfTheList_IsRefused_WhereverOneIsChosen()
    {
        await File.WriteAllTextAsync(file, $"{LeakedPasswords.NameOf(Leaked)}:3\n", TestContext.Current.CancellationToken);
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Settings = new Dictionary<string, string?> { ["Identity:LeakedPasswords"] = file } });
        var account = await app.IdOfAsync(Roles.Planner);
        await using var scope = app.Services.CreateAsyncScope();
        var planner = new Actor(account, "Planner", Rank.Inspector, new HashSet<string>([Roles.Planner], StringComparer.Ordinal));
        var change = scope.ServiceProvider.GetRequiredService<ChangeOwnPassword>();

        var refused = await change.RunAsync(planner, DemoAccounts.Password, Leaked, TestContext.Current.CancellationToken);

        Assert.False(refused.Succeeded);
        Assert.Contains("stolen elsewhere", refused.Explanation, StringComparison.Ordinal);
        Assert.True((await change.RunAsync(planner, DemoAccounts.Password, Leaked + "-gorse", TestContext.Current.CancellationToken)).Succeeded);
    }

    [Fact]
    public void Password_IsNamedAsThePublishedListNamesIt() => Assert.Equal("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8", LeakedPasswords.NameOf("password"));
}
