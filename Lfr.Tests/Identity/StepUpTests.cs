using System.Net;
using System.Reflection;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Oversight;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Identity;

/// <summary>Important steps need a second factor given within five minutes, in the session that asks.</summary>
public sealed class StepUpTests(StepUpTests.FiveMinutes shared) : IClassFixture<StepUpTests.FiveMinutes>
{
    private static readonly Uri Export = new(AuditExport.Path, UriKind.Relative);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>The list of issue and documentation. What changes duties belongs on it too.</summary>
    [Fact]
    [Asvs("7.5.1")]
    [Asvs("7.5.3")]
    public void V7_5_3_TheStepsThatAreAsked() => Assert.Superset(
        new HashSet<string>(
            [
                "AddPasskey", "AskForDuty", "AskForReturn", "BeginPasskey", "ChangePerson", "CloseDown", "ConfirmGrant", "DecideAuthority", "EndActing", "EndOtherSessions", "EndOwnSession", "ExportBundle", "ExportLog", "ExportWatchlist", "GoLive", "ImportStaff", "InviteAgain", "InvitePerson", "MakeRecoveryCodes", "RegisterWorker", "ReplaceWorkerKey",
                "RemoveAuthenticator", "RemovePasskey", "ResetPassword", "ResetSecondFactor", "RetireAccount", "SealWatchlist", "SetUpAuthenticator", "TakeDuty", "UnlockAccount",
            ], StringComparer.Ordinal),
        typeof(LfrTransaction).Assembly.GetTypes().Where(t => t.GetCustomAttribute<FreshSecondFactorAttribute>() is not null).Select(t => t.Name).ToHashSet(StringComparer.Ordinal));

    [Fact]
    [Asvs("7.5.3")]
    public async Task V7_5_3_ExportFiveMinutesAfterTheSecondFactor_IsRefused_AndGoesOnOnceItIsGivenAgain()
    {
        using var client = await shared.App.SignInAsync(Roles.Oversight);
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Export, Cancel)).StatusCode);
        shared.Pass(TimeSpan.FromMinutes(5));

        using var refused = await client.GetAsync(Export, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        var page = await refused.Content.ReadAsStringAsync(Cancel);
        Assert.Contains("This step needs your second factor, given within the last 5 minutes.", page, StringComparison.Ordinal);
        Assert.Contains($"href=\"{LfrRoutes.ConfirmThen(AuditExport.Path)}\"", page, StringComparison.Ordinal);
        var line = await shared.App.InDatabaseAsync(db => db.AuditEvents.OrderByDescending(e => e.Number).FirstAsync(Cancel));
        Assert.Equal(("ExportLog", false, RefusalKind.SecondFactor.Id()), (line.Action, line.Done, line.Rules));

        Given.Do(await Get<ConfirmSecondFactor>().RunAsync(await shared.ActorAsync(Roles.Oversight), await shared.CodeAsync(Roles.Oversight), Cancel));
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync(Export, Cancel)).StatusCode);
    }

    /// <summary>The clock was set back since, or somebody wrote it into the database. A clock that is corrected by a moment asks nobody again.</summary>
    [Theory]
    [InlineData(3, true)]
    [InlineData(60, false)]
    [InlineData(3_000_000, false)]
    public async Task SecondFactorFromTheFuture_IsNotFresh(int seconds, bool isFresh)
    {
        using var client = await shared.App.SignInAsync(Roles.DataProtectionOfficer);
        var actor = await shared.ActorAsync(Roles.DataProtectionOfficer);
        var given = shared.Time.GetUtcNow().AddSeconds(seconds);
        await shared.App.InDatabaseAsync(db => db.Sessions.Where(s => s.Id == actor.Session).ExecuteUpdateAsync(set => set.SetProperty(s => s.SecondFactorAt, given), Cancel));

        Assert.Equal(isFresh, (await Get<MakeRecoveryCodes>().RunAsync(actor, Cancel)).Outcome.Succeeded);
    }

    [Fact]
    public async Task SecondFactorOfAnotherSession_FreshensOnlyThatOne()
    {
        using var van = await shared.App.SignInAsync(Roles.Planner);
        var inTheVan = await shared.ActorAsync(Roles.Planner);
        shared.Pass(TimeSpan.FromMinutes(6));
        using var phone = await shared.App.SignInAsync(Roles.Planner);
        var onThePhone = await shared.ActorAsync(Roles.Planner);

        Assert.True((await Get<MakeRecoveryCodes>().RunAsync(inTheVan, Cancel)).Outcome.IsRefusedAs(RefusalKind.SecondFactor));
        Assert.True((await Get<MakeRecoveryCodes>().RunAsync(onThePhone, Cancel)).Outcome.Succeeded);
        Assert.True((await Get<MakeRecoveryCodes>().RunAsync(onThePhone with { Session = null }, Cancel)).Outcome.IsRefusedAs(RefusalKind.SecondFactor));
        Assert.True((await Get<MakeRecoveryCodes>().RunAsync(await shared.ActorAsync(Roles.Planner) with { UserId = await shared.App.IdOfAsync(Roles.Silver) }, Cancel)).Outcome.IsRefusedAs(RefusalKind.SecondFactor));
    }

    [Fact]
    public async Task Refusal_ChangesNothing_AndComesAfterEveryOtherReason()
    {
        using var client = await shared.App.SignInAsync(Roles.Compiler);
        var actor = await shared.ActorAsync(Roles.Compiler);
        var (_, codes) = await Get<MakeRecoveryCodes>().RunAsync(actor, Cancel);
        shared.Pass(TimeSpan.FromMinutes(6));

        var (refused, none) = await Get<MakeRecoveryCodes>().RunAsync(actor, Cancel);

        Assert.True(refused.IsRefusedAs(RefusalKind.SecondFactor));
        Assert.Empty(none);
        var kept = await shared.App.InDatabaseAsync(db => db.RecoveryCodes.Where(c => c.AccountId == actor.UserId).Select(c => c.Id).ToListAsync(Cancel));
        Assert.Equal(codes.Select(c => RecoveryCodes.IdOf(actor.UserId, c)).Order(StringComparer.Ordinal), kept.Order(StringComparer.Ordinal));
        // The app is the only factor: nobody gets out the phone for what would be refused anyway.
        Assert.True((await Get<RemoveAuthenticator>().RunAsync(actor, Cancel)).IsRefusedAs(RefusalKind.State));
        Assert.True((await Get<ResetSecondFactor>().RunAsync(actor, await shared.App.IdOfAsync(Roles.Silver), "Lost.", Cancel)).IsRefusedAs(RefusalKind.Role));
    }

    [Fact]
    public async Task WrongCode_ConfirmsNothing_AndWaitsAfterFive()
    {
        using var client = await shared.App.SignInAsync(Roles.EngagementOfficer);
        var actor = await shared.ActorAsync(Roles.EngagementOfficer);
        shared.Pass(TimeSpan.FromMinutes(6));
        for (var i = 0; i < SignInThrottle.Free; i++)
            Assert.True((await Get<ConfirmSecondFactor>().RunAsync(actor, "000000", Cancel)).IsRefusedAs(RefusalKind.Form));

        var right = await Get<ConfirmSecondFactor>().RunAsync(actor, await shared.CodeAsync(Roles.EngagementOfficer), Cancel);

        Assert.Equal("Too many wrong codes were entered. Wait 30 seconds, then enter the code that the app shows then.", right.Explanation);
        Assert.True((await Get<MakeRecoveryCodes>().RunAsync(actor, Cancel)).Outcome.IsRefusedAs(RefusalKind.SecondFactor));
    }

    [Fact]
    public async Task Code_ThatSignedIn_DoesNotConfirmAsWell()
    {
        using var client = await shared.App.SignInAsync(Roles.Operator);

        var again = await Get<ConfirmSecondFactor>().RunAsync(await shared.ActorAsync(Roles.Operator), TestAuthenticator.CodeNow(shared.App), Cancel);

        Assert.True(again.IsRefusedAs(RefusalKind.Form));
    }

    [Fact]
    public async Task Entra_AndADemonstrationWithoutFactors_AreNotAsked()
    {
        await using var db = await Get<IDbContextFactory<LfrDbContext>>().CreateDbContextAsync(Cancel);
        var actor = new Actor(await shared.App.IdOfAsync(Roles.Silver), "Daniel Reyes", Rank.ChiefInspector, new HashSet<string>(StringComparer.Ordinal)) { Session = "ended" };
        var context = new CommandContext(db, actor, shared.Time.GetUtcNow());
        var command = Get<MakeRecoveryCodes>();

        Assert.NotNull(await Get<StepUp>().MissingAsync(command, context, Cancel));
        Assert.Null(await StepUp.None.MissingAsync(command, context, Cancel));
        await db.Users.Where(u => u.Id == actor.UserId).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsDemonstration, true), Cancel);
        Assert.NotNull(await new StepUp(TimeSpan.FromMinutes(5), DemonstrationSkips: false).MissingAsync(command, context, Cancel));
        Assert.Null(await new StepUp(TimeSpan.FromMinutes(5), DemonstrationSkips: true).MissingAsync(command, context, Cancel));
        await db.Users.Where(u => u.Id == actor.UserId).ExecuteUpdateAsync(set => set.SetProperty(u => u.IsDemonstration, false), Cancel);
    }

    private T Get<T>()
        where T : notnull => shared.App.Services.GetRequiredService<T>();

    /// <summary>One application with the limit of a real one, whose clock the tests move.</summary>
    public sealed class FiveMinutes : IAsyncLifetime
    {
        public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

        public LfrApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await LfrApp.StartAsync(new LfrAppOptions { Time = Time, Settings = new Dictionary<string, string?> { ["Identity:StepUpMinutes"] = "5" } });

        public async ValueTask DisposeAsync() => await App.DisposeAsync();

        public void Pass(TimeSpan time) => Time.AdjustTime(Time.GetUtcNow() + time);

        public async Task<string> CodeAsync(string role) => await TestAuthenticator.FreshCodeAsync(App, LfrApp.Person(role).Email);

        /// <summary>The person as the newest session has them.</summary>
        public async Task<Actor> ActorAsync(string role)
        {
            var person = LfrApp.Person(role);
            var id = await App.IdOfAsync(role);
            var session = await App.InDatabaseAsync(db => db.Sessions.Where(s => s.AccountId == id && s.EndedAt == null).OrderByDescending(s => s.CreatedAt).FirstAsync(Cancel));
            return new Actor(id, person.Name, person.Rank, new HashSet<string>([role], StringComparer.Ordinal)) { Session = session.Id };
        }
    }
}
