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

public class CurrentActorTests
{
    private readonly FakeTimeProvider time = new(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task Actor_HasTheRankNameAndRolesOfTheAccount()
    {
        await using var app = await StartAsync();
        await using var circuit = await OpenAsync(app, Roles.AuthorisingOfficer);

        var actor = await circuit.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync(TestContext.Current.CancellationToken);

        Assert.Equal("Helen Marsh", actor.Name);
        Assert.Equal(Rank.Superintendent, actor.Rank);
        Assert.Equal([Roles.AuthorisingOfficer], actor.RoleNames);
    }

    [Fact]
    public async Task RoleTakenAway_StopsWorkingInAnOpenCircuit_AfterFiveSeconds()
    {
        await using var app = await StartAsync();
        await using var circuit = await OpenAsync(app, Roles.Operator);
        var current = circuit.ServiceProvider.GetRequiredService<CurrentActor>();
        Assert.True((await current.GetAsync(TestContext.Current.CancellationToken)).Is(Roles.Operator));

        await ChangeAsync(app, Roles.Operator, (users, user) => users.RemoveFromRoleAsync(user, Roles.Operator));
        time.Advance(CurrentActor.MaximumAge);

        Assert.False((await current.GetAsync(TestContext.Current.CancellationToken)).Is(Roles.Operator));
    }

    [Fact]
    public async Task AccountThatIsLocked_HasNoRoles()
    {
        await using var app = await StartAsync();
        await using var circuit = await OpenAsync(app, Roles.Operator);

        await ChangeAsync(app, Roles.Operator, (users, user) => users.SetLockoutEndDateAsync(user, DateTimeOffset.MaxValue));

        Assert.Empty((await circuit.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync(TestContext.Current.CancellationToken)).RoleNames);
    }

    [Fact]
    public async Task SomebodyNotSignedIn_IsNobody_AndNeverTheSystem()
    {
        await using var app = await StartAsync();
        await using var circuit = app.Services.CreateAsyncScope();
        Enter(circuit, new ClaimsPrincipal(new ClaimsIdentity()));

        var actor = await circuit.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync(TestContext.Current.CancellationToken);

        Assert.Same(CurrentActor.Nobody, actor);
        Assert.NotEqual(Actor.System.UserId, actor.UserId);
    }

    private static void Enter(AsyncServiceScope circuit, ClaimsPrincipal principal) =>
        ((ServerAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(principal)));

    private static async Task<AsyncServiceScope> OpenAsync(LfrApp app, string role)
    {
        var circuit = app.Services.CreateAsyncScope();
        var user = await circuit.ServiceProvider.GetRequiredService<UserManager<LfrUser>>().FindByEmailAsync(LfrApp.Person(role).Email);
        Enter(circuit, await circuit.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<LfrUser>>().CreateAsync(user!));
        return circuit;
    }

    private static async Task ChangeAsync(LfrApp app, string role, Func<UserManager<LfrUser>, LfrUser, Task<IdentityResult>> change)
    {
        await using var scope = app.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<LfrUser>>();
        var user = await users.FindByEmailAsync(LfrApp.Person(role).Email);
        Assert.True((await change(users, user!)).Succeeded);
    }

    private Task<LfrApp> StartAsync() => LfrApp.StartAsync(new LfrAppOptions { Time = time });
}
