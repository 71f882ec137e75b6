using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Lfr.Tests.Identity.Entra;

/// <summary>What of a person the tenant says and what Lfr keeps, joined by the object id; and how Lfr says that the tenant is not as it should be.</summary>
public sealed class EntraAccountTests(EntraForce force) : IClassFixture<EntraForce>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    [Asvs("10.5.2")]
    public async Task PersonRenamedInTheTenant_StaysTheSamePerson_WithTheirTraining_AndTheLogSaysBothNames()
    {
        var robin = EntraForce.Somebody(Roles.Operator);
        using var browser = force.Browser();
        await browser.SignInAsync(robin);
        Given.Do(await force.App.Services.GetRequiredService<RecordTraining>().RunAsync(
            await AdministratorAsync(), robin.ObjectId, new Training("LFR operator", Today.AddDays(-1), "file 7"), Today.AddYears(1), (await force.AccountAsync(robin))!.Revision, Cancel));

        Assert.Equal("/home", await browser.SignInAsync(robin with { Name = "Robin Marsh", Address = $"marsh-{robin.ObjectId:N}@force.example" }));

        var account = await force.AccountAsync(robin);
        Assert.Equal(("Robin Marsh", $"marsh-{robin.ObjectId:N}@force.example", (DateOnly?)Today.AddYears(1)), (account!.DisplayName, account.Email, account.TrainedUntil));
        Assert.Contains("CopyEntraAccount by Lfr: Copied from Entra: called Robin Vale before.", await force.LogAsync(robin));
    }

    /// <summary>Whoever keeps the tenant makes nobody a chief constable of Lfr: two administrators give the rank, and it stays.</summary>
    [Fact]
    public async Task Rank_IsGivenInLfr_ByTwoAdministrators_AndKeptAtTheNextSignIn_WhateverTheTenantSays()
    {
        var robin = EntraForce.Somebody(Roles.AuthorisingOfficer, "Rank.ChiefConstable");
        using var browser = force.Browser();
        await browser.SignInAsync(robin);
        var (first, second, services) = (await AdministratorAsync(), await AdministratorAsync(), force.App.Services);
        var account = (await force.AccountAsync(robin))!;
        Assert.Equal(Rank.Staff, account.Rank);

        Given.Do(await services.GetRequiredService<ChangePerson>().RunAsync(first, robin.ObjectId, account.Particulars with { Rank = Rank.Superintendent }, account.Revision, Cancel));
        var grant = Assert.Single(await services.GetRequiredService<WaitingGrants>().RunAsync(second, robin.ObjectId, Cancel)).Id;
        Says.RefusedBy("ROLE", await services.GetRequiredService<ConfirmGrant>().RunAsync(first, grant, "", Cancel), "a second administrator has to confirm it");
        Given.Do(await services.GetRequiredService<ConfirmGrant>().RunAsync(second, grant, "", Cancel));

        foreach (var said in new[] { robin, robin with { Roles = [Roles.AuthorisingOfficer, "Rank.Constable"] }, robin with { Roles = [Roles.AuthorisingOfficer] } })
        {
            Assert.Equal("/home", await browser.SignInAsync(said));
            Assert.Equal(Rank.Superintendent, (await force.AccountAsync(robin))!.Rank);
        }

        Assert.Equal("CopyEntraAccount by Lfr: Copied from Entra; name and duties are as they were.", (await force.LogAsync(robin)).Last(l => l.StartsWith("CopyEntraAccount", StringComparison.Ordinal)));
    }

    /// <summary>A leaver's address is given to somebody new, while the leaver's account stays because its name stands in records.</summary>
    [Fact]
    [Asvs("10.5.2")]
    public async Task AddressThatSomebodyElseHadBefore_BelongsToWhomTheTenantSays()
    {
        var leaver = EntraForce.Somebody();
        var successor = EntraForce.Somebody() with { Name = "Sam Brook", Address = leaver.Address };
        using var first = force.Browser();
        using var second = force.Browser();
        await first.SignInAsync(leaver);

        Assert.Equal("/home", await second.SignInAsync(successor));

        Assert.Equal((null, leaver.Address), ((await force.AccountAsync(leaver))!.Email, (await force.AccountAsync(successor))!.Email));
        Assert.Contains(await force.LogAsync(successor), l => l.Contains("with the address that Robin Vale had before", StringComparison.Ordinal));
        // The leaver comes back under another address, and nothing of the account was made true by the way.
        Assert.Equal("/home", await first.SignInAsync(leaver with { Address = $"again-{leaver.ObjectId:N}@force.example" }));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("+44 20 7946 0018")]
    public async Task PersonWithoutAnAddress_SignsIn_AndGetsNoMail(string? said)
    {
        var robin = EntraForce.Somebody() with { Address = said };
        using var browser = force.Browser();

        Assert.Equal("/home", await browser.SignInAsync(robin));

        Assert.False(EntraPerson.IsAddress((await force.AccountAsync(robin))!.Email!));
    }

    [Theory]
    [InlineData("Șerban Ó Ceallaigh-Nguyễn")]
    [InlineData("李小龍")]
    [InlineData("=HYPERLINK(\"x\")")]
    public async Task NameInAnyScript_IsKept(string name)
    {
        var person = EntraForce.Somebody() with { Name = name };
        using var browser = force.Browser();

        Assert.Equal("/home", await browser.SignInAsync(person));

        Assert.Equal(name, (await force.AccountAsync(person))!.DisplayName);
    }

    [Fact]
    public async Task NameThatIsFarTooLong_IsShortened()
    {
        var person = EntraForce.Somebody() with { Name = new string('x', 5000) };
        using var browser = force.Browser();

        Assert.Equal("/home", await browser.SignInAsync(person));

        Assert.Equal(Particulars.LongestName, (await force.AccountAsync(person))!.DisplayName.Length);
    }

    /// <summary>Locked in Lfr: the session that is open ends, and the tenant's word opens no other.</summary>
    [Fact]
    public async Task PersonLockedDuringASession_IsOut_AndIsToldWhyAtTheNextSignIn()
    {
        var robin = EntraForce.Somebody();
        using var browser = force.Browser();
        await browser.SignInAsync(robin);

        Given.Do(await force.App.Services.GetRequiredService<LockAccount>().RunAsync(await AdministratorAsync(), robin.ObjectId, "Left the force.", null, Cancel));

        Assert.False(await browser.IsSignedInAsync());
        var sentTo = await browser.SignInAsync(robin);
        Assert.Equal(EntraRefusals.Page(EntraRefusal.Locked, ""), sentTo);
        Assert.Contains("Your account is locked in Lfr.", await browser.ReadAsync(sentTo!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RoleTakenAwayInTheTenant_IsGoneAfterTheNextSignIn_InTheSessionBeforeToo()
    {
        var robin = EntraForce.Somebody(Roles.Operator, Roles.Planner);
        using var before = force.Browser();
        using var after = force.Browser();
        await before.SignInAsync(robin);
        Assert.Contains("New deployment", await before.ReadAsync(LfrRoutes.NewDeployment), StringComparison.Ordinal);

        await after.SignInAsync(robin with { Roles = [Roles.Operator] });

        Assert.StartsWith("->", await before.ReadAsync(LfrRoutes.NewDeployment), StringComparison.Ordinal);
    }

    /// <summary>The person is disabled in the tenant while a session is open: nothing new opens, and the session ends at its limit at the latest.</summary>
    [Fact]
    public async Task PersonDisabledInTheTenant_OpensNoOtherSession()
    {
        var robin = EntraForce.Somebody();
        using var browser = force.Browser();
        using var another = force.Browser();
        await browser.SignInAsync(robin);

        Assert.Equal(EntraRefusals.Page(EntraRefusal.ByTheTenant, "AADSTS50057"), await another.SignInAsync(robin with { IsDisabled = true }));

        Assert.False(await another.IsSignedInAsync());
    }

    [Fact]
    public async Task TenantThatDoesNotAnswer_IsSaidToWhoeverSignsIn_AndByTheHealth()
    {
        await using var gone = await Tenant.StartAsync();
        await using var app = await EntraForce.StartAsync(gone);
        await gone.DisposeAsync();
        using var browser = new EntraBrowser(app.Address, force.Tenant);

        Assert.Equal($"-> {EntraRefusals.Page(EntraRefusal.Unreachable, "")}", await browser.ReadAsync(LfrRoutes.SignIn));

        var health = await EntraHealthAsync(app);
        Assert.Equal(HealthStatus.Degraded, health.Status);
        Assert.Equal(
            $"The tenant {Tenant.Id} does not answer at {gone.Instance}, so nobody new can sign in. Check AzureAd:Instance and AzureAd:TenantId, and whether this server may reach it.", health.Description);
    }

    [Fact]
    public async Task Health_AsksTheTenantOnceAMinute_AndNamesWhatIsMissing()
    {
        await using var app = await EntraForce.StartAsync(force.Tenant);

        var first = await EntraHealthAsync(app);
        Assert.Equal(HealthStatus.Degraded, first.Status);
        Assert.StartsWith("The tenant answers, but nobody with the app role Administrator has signed in.", first.Description, StringComparison.Ordinal);
        using var browser = new EntraBrowser(app.Address, force.Tenant);
        Assert.Equal("/home", await browser.SignInAsync(EntraForce.Somebody(Roles.Administrator)));

        Assert.Equal(first.Description, (await EntraHealthAsync(app)).Description);
    }

    [Fact]
    [Asvs("10.5.3")]
    public async Task Health_SaysThatAnotherTenantAnswers()
    {
        const string other = "55555555-5555-4555-8555-555555555555";
        await using var app = await EntraForce.StartAsync(force.Tenant, builder => builder.Services.PostConfigure<Microsoft.AspNetCore.Authentication.OpenIdConnect.OpenIdConnectOptions>(
            EntraSignIn.Scheme, options => options.MetadataAddress = $"{force.Tenant.Issuer}/.well-known/openid-configuration"), ("AzureAd:TenantId", other));

        Assert.Equal($"What answers at {force.Tenant.Instance} is another tenant than AzureAd:TenantId {other}. Nobody can sign in.", (await EntraHealthAsync(app)).Description);
    }

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    private static async Task<HealthReportEntry> EntraHealthAsync(LfrApp app) =>
        (await app.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(c => c.Name == "entra", Cancel)).Entries["entra"];

    private async Task<Actor> AdministratorAsync()
    {
        var person = EntraForce.Somebody(Roles.Administrator);
        using var browser = force.Browser();
        Assert.Equal("/home", await browser.SignInAsync(person));
        return new Actor(person.ObjectId, person.Name, Rank.Staff, new HashSet<string>(StringComparer.Ordinal) { Roles.Administrator });
    }
}
