using System.Net;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

/// <summary>What somebody without an account can do to those who have one, by the sign-in form.</summary>
public sealed class StrangersTests(StrangersTests.CountedApp shared) : IClassFixture<StrangersTests.CountedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task StrangersWrongPasswords_EndNoSession_AndLockNobody()
    {
        using var officer = await shared.App.SignInAsync(Roles.Operator);
        using var stranger = shared.App.Anybody();
        var email = LfrApp.Person(Roles.Operator).Email;

        for (var i = 0; i < 6; i++)
            await LfrApp.SignInAsync(stranger, email, "not-the-password");

        Assert.Equal(HttpStatusCode.OK, (await officer.GetAsync(new Uri("/home", UriKind.Relative), Cancel)).StatusCode);
        var account = await shared.App.InDatabaseAsync(db => db.Users.SingleAsync(u => u.Email == email, Cancel));
        Assert.Equal((null, 0), (account.LockoutEnd, account.AccessFailedCount));
        var circuit = await shared.App.Services.GetRequiredService<Accounts>().FindAsync(account.Id, Cancel);
        Assert.False(circuit!.Locked);
    }

    [Fact]
    public async Task WhoTypesWrongPasswords_Waits_AndIsToldHowLong_WhetherThereIsAnAccountOrNot()
    {
        using var client = shared.App.Anybody();
        foreach (var email in (string[])[LfrApp.Person(Roles.Silver).Email, "nobody@force.example"])
        {
            for (var i = 0; i < SignInThrottle.Free; i++)
                Assert.Equal("/sign-in?failed=wrong", (await LfrApp.SignInAsync(client, email, "not-the-password")).Headers.Location?.OriginalString);

            var answer = await LfrApp.SignInAsync(client, email, DemoAccounts.Password);

            Assert.StartsWith("/sign-in?failed=wait&seconds=", answer.Headers.Location?.OriginalString, StringComparison.Ordinal);
            var page = await client.GetStringAsync(answer.Headers.Location, Cancel);
            Assert.Matches("too many wrong passwords were entered for this e-mail address. Wait (29|30) seconds, then try again", page);
        }
    }

    [Fact]
    [Asvs("6.3.8")]
    public async Task UnknownLockedAndKnownAccounts_CostTheSameWork()
    {
        using var client = shared.App.Anybody();
        await LockAsync(Roles.Compiler);
        await WithoutPasswordAsync(Roles.WatchlistApprover);

        List<(int Verified, int Made, int Lines)> work = [];
        foreach (var (email, password) in ((string, string)[])[
            ("unknown@force.example", "not-the-password"), ("", ""), (LfrApp.Person(Roles.Planner).Email, "not-the-password"),
            (LfrApp.Person(Roles.Compiler).Email, DemoAccounts.Password), (LfrApp.Person(Roles.Compiler).Email, "not-the-password"),
            (LfrApp.Person(Roles.WatchlistApprover).Email, "not-the-password")])
        {
            var before = (shared.Hasher.Verified, shared.Hasher.Made, await LinesAsync());
            await LfrApp.SignInAsync(client, email, password);
            work.Add((shared.Hasher.Verified - before.Verified, shared.Hasher.Made - before.Made, await LinesAsync() - before.Item3));
        }

        Assert.All(work, w => Assert.Equal((1, 0, 1), w));
    }

    [Fact]
    public async Task LockedAccount_IsRefusedWithTheRightPassword_AndInTheSameWords()
    {
        using var client = shared.App.Anybody();
        await LockAsync(Roles.Compiler);

        var answer = await LfrApp.SignInAsync(client, LfrApp.Person(Roles.Compiler).Email, DemoAccounts.Password);

        Assert.Equal("/sign-in?failed=wrong", answer.Headers.Location?.OriginalString);
    }

    private Task<int> LinesAsync() => shared.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(Cancel));

    private Task LockAsync(string role) => ChangeAsync(role, set => set.SetProperty(u => u.LockoutEnd, DateTimeOffset.UnixEpoch.AddYears(1000)));

    private Task WithoutPasswordAsync(string role) => ChangeAsync(role, set => set.SetProperty(u => u.PasswordHash, (string?)null));

    private Task ChangeAsync(string role, Action<Microsoft.EntityFrameworkCore.Query.UpdateSettersBuilder<LfrUser>> change)
    {
        var email = LfrApp.Person(role).Email;
        return shared.App.InDatabaseAsync(db => db.Users.Where(u => u.Email == email).ExecuteUpdateAsync(change, Cancel));
    }

    /// <summary>One application whose password hashing is counted.</summary>
    public sealed class CountedApp : IAsyncLifetime
    {
        public CountingHasher Hasher { get; } = new();

        public LfrApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await LfrApp.StartAsync(new LfrAppOptions { Configure = Count });

        public async ValueTask DisposeAsync() => await App.DisposeAsync();

        private void Count(WebApplicationBuilder builder) => builder.Services.AddSingleton<IPasswordHasher<LfrUser>>(Hasher);
    }

    /// <summary>The real hasher, counted.</summary>
    public sealed class CountingHasher : IPasswordHasher<LfrUser>
    {
        private readonly PasswordHasher<LfrUser> inner = new();

        public int Made { get; private set; }

        public int Verified { get; private set; }

        public string HashPassword(LfrUser user, string password)
        {
            Made++;
            return inner.HashPassword(user, password);
        }

        public PasswordVerificationResult VerifyHashedPassword(LfrUser user, string hashedPassword, string providedPassword)
        {
            Verified++;
            return inner.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
