using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Identity;

/// <summary>Each test changes another account of the one application.</summary>
public class CurrentActorTests(CurrentActorTests.ClockedApp shared) : IClassFixture<CurrentActorTests.ClockedApp>
{

    [Fact]
    public async Task Actor_HasTheRankNameAndRolesOfTheAccount()
    {
        await using var circuit = await OpenAsync(Roles.AuthorisingOfficer);

        var actor = await circuit.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Helen Marsh", actor.Name);
        Assert.Equal(Rank.Superintendent, actor.Rank);
        Assert.Equal([Roles.AuthorisingOfficer], actor.RoleNames);
    }

    [Fact]
    [Asvs("8.3.2")]
    public async Task RoleTakenAway_StopsWorkingInAnOpenCircuit_AfterFiveSeconds()
    {
        await using var circuit = await OpenAsync(Roles.Operator);
        var current = circuit.ServiceProvider.GetRequiredService<CurrentActor>();
        Assert.True((await current.GetAsync(TestContext.Current.CancellationToken)).Is(Roles.Operator));

        await ChangeAsync(Roles.Operator, (users, user) => users.RemoveFromRoleAsync(user, Roles.Operator));
        shared.Time.Advance(CurrentActor.MaximumAge);

        Assert.False((await current.GetAsync(TestContext.Current.CancellationToken)).Is(Roles.Operator));
    }

    [Fact]
    public async Task AccountThatIsLocked_HasNoRoles()
    {
        await using var circuit = await OpenAsync(Roles.Silver);

        await ChangeAsync(Roles.Silver, (users, user) => users.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue));

        Assert.Empty((await circuit.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync(TestContext.Current.CancellationToken)).RoleNames);
    }

    [Fact]
    public async Task SomebodyNotSignedIn_IsNobody_AndNeverTheSystem()
    {
        await using var circuit = shared.App.Services.CreateAsyncScope();
        Enter(circuit, new ClaimsPrincipal(new ClaimsIdentity()));

        var actor = await circuit.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync(TestContext.Current.CancellationToken);

        Assert.Same(CurrentActor.Nobody, actor);
        Assert.NotEqual(Actor.System.UserId, actor.UserId);
    }

    private static void Enter(AsyncServiceScope circuit, ClaimsPrincipal principal) =>
        ((ServerAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));

    private async Task<AsyncServiceScope> OpenAsync(string role)
    {
        var circuit = shared.App.Services.CreateAsyncScope();
        var account = await shared.App.Services.GetRequiredService<Accounts>().FindAsync(await shared.App.IdOfAsync(role), TestContext.Current.CancellationToken);
        Enter(circuit, LfrClaims.For(account!, session: "of this test"));
        return circuit;
    }

    private async Task ChangeAsync(string role, Func<UserManager<LfrUser>, LfrUser, Task<IdentityResult>> change)
    {
        await using var scope = shared.App.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>();
        var user = await users.FindByEmailAsync(LfrApp.Person(role).Email);
        Assert.True((await change(users, user!)).Succeeded);
    }

    /// <summary>One application with a clock that the tests move.</summary>
    public sealed class ClockedApp : IAsyncLifetime
    {
        public FakeTimeProvider Time { get; } = new(TimeProvider.System.GetUtcNow());

        public LfrApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await LfrApp.StartAsync(new LfrAppOptions { Time = Time });

        public async ValueTask DisposeAsync() => await App.DisposeAsync();
    }
}
