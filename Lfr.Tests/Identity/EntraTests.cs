using System.Security.Claims;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Identity;

/// <summary>What happens once Entra has vouched for a person. Each test is another person.</summary>
public class EntraTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PersonOfTheTenant_GetsASessionLikeEverybody_WhichSignOutEnds()
    {
        var person = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        var ticket = await ComeInAsync(person, Roles.Operator);

        var session = StaffSessions.IdOf(ticket.Principal!.FindFirstValue("lfr:key")!);
        var sessions = shared.App.Services.GetRequiredService<StaffSessions>();
        var account = await sessions.AccountOfAsync(session, person, Cancel);
        Assert.Equal((person, "Robin Vale", Rank.Staff), (account!.Id, account.Name, account.Rank));
        await shared.App.Services.GetRequiredService<SignOutEverywhere>().RunAsync(new Actor(person, "Robin Vale", account.Rank, account.Roles), Cancel);
        Assert.Null(await sessions.AccountOfAsync(session, person, Cancel));
    }

    [Fact]
    public async Task RolesThatEntraGivesAndTakes_AreOnRecord()
    {
        var person = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await ComeInAsync(person, Roles.Operator, Roles.Planner);
        await ComeInAsync(person, Roles.Operator, Roles.Silver);

        var lines = await shared.App.InDatabaseAsync(db => db.AuditEvents
            .Where(e => e.Subject == $"Account {person}").OrderBy(e => e.Number).Select(e => $"{e.Action} by {e.ActorName}: {e.Sentence}").ToListAsync(Cancel));

        Assert.Equal(
            [
                $"CopyEntraAccount by Lfr: Copied from Entra: new account, given {Roles.InWords(Roles.Operator)}, given {Roles.InWords(Roles.Planner)}. The rank is {Rank.Staff.InWords(null)} until an administrator gives another.",
                "SignIn by Robin Vale: Signed in from 192.0.2.7, through Entra.",
                $"CopyEntraAccount by Lfr: Copied from Entra: given {Roles.InWords(Roles.Silver)}, no longer {Roles.InWords(Roles.Planner)}.",
                "SignIn by Robin Vale: Signed in from 192.0.2.7, through Entra.",
            ],
            lines);
    }

    [Fact]
    public async Task AccountThatLfrLocked_DoesNotComeIn_WhateverEntraSays()
    {
        var person = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await ComeInAsync(person, Roles.Operator);
        Given.Do(await shared.App.Services.GetRequiredService<LockAccount>().RunAsync(await AdministratorAsync(), person, "Left the force.", null, Cancel));

        var ticket = await ComeInAsync(person, Roles.Operator);

        Assert.Equal("The account is locked in Lfr.", ticket.Result?.Failure?.Message);
    }

    /// <summary>Copying vouches for the whole account: training that somebody wrote into the database must not become true with the next sign-in.</summary>
    [Fact]
    public async Task AccountChangedInTheDatabase_DoesNotComeIn_AndIsNotMadeTrueByIt()
    {
        var person = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());
        await ComeInAsync(person, Roles.Operator);
        await shared.App.InDatabaseAsync(db => db.Users.Where(u => u.Id == person).ExecuteUpdateAsync(set => set.SetProperty(u => u.TrainedUntil, new DateOnly(2030, 1, 1)), Cancel));

        var tickets = new[] { await ComeInAsync(person, Roles.Operator), await ComeInAsync(person, Roles.Operator) };

        Assert.All(tickets, t => Assert.Contains("is not as the audit log left it", t.Result?.Failure?.Message, StringComparison.Ordinal));
    }

    private Task<Actor> AdministratorAsync() => shared.App.InDatabaseAsync(async db =>
    {
        var found = await db.Users.SingleAsync(u => u.Email == LfrApp.Person(Roles.Administrator).Email, Cancel);
        return new Actor(found.Id, found.DisplayName, found.Rank, new HashSet<string>(StringComparer.Ordinal) { Roles.Administrator });
    });

    private async Task<TokenValidatedContext> ComeInAsync(Guid id, params string[] roles)
    {
        await using var scope = shared.App.Services.CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Connection.RemoteIpAddress = System.Net.IPAddress.Parse("192.0.2.7");
        var person = new ClaimsPrincipal(new ClaimsIdentity(
            [
                new("oid", id.ToString()), new("tid", Guid.CreateVersion7(TimeProvider.System.GetUtcNow()).ToString()), new("name", "Robin Vale"), new("preferred_username", $"{id:N}@force.example"), new("roles", "Rank.Inspector"),
                .. roles.Select(role => new Claim("roles", role)),
            ], "Entra"));
        var context = new TokenValidatedContext(
            http, new AuthenticationScheme(EntraSignIn.Scheme, null, typeof(OpenIdConnectHandler)), new OpenIdConnectOptions(), person, new AuthenticationProperties());
        await EntraSignIn.ComeInAsync(context);
        return context;
    }
}
