using System.Text;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Lfr.Tests.Identity.Entra;

/// <summary>Signing in through a real OpenID Connect server. ASVS 5.0: 9.1 and 9.2 (tokens), 10.5.1 (nonce), 10.5.2 (who the person is), 10.5.3 and 10.5.4 (issuer and audience).</summary>
public sealed class EntraSignInTests(EntraForce force) : IClassFixture<EntraForce>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PersonOfTheTenant_SignsIn_WithTheDutiesOfTheirAppRoles_AndWithoutARank()
    {
        var robin = EntraForce.Somebody(Roles.Operator, Roles.Planner, "Rank.Inspector", "Something.Else");
        using var browser = force.Browser();

        Assert.Equal("/deployments", await browser.SignInAsync(robin, "/deployments"));

        Assert.True(await browser.IsSignedInAsync());
        var account = await force.App.Services.GetRequiredService<Accounts>().FindAsync(robin.ObjectId, Cancel);
        Assert.Equal(("Robin Vale", Rank.Staff), (account!.Name, account.Rank));
        Assert.Equal([Roles.Operator, Roles.Planner], account.Roles.Order(StringComparer.Ordinal));
        Assert.Equal(robin.Address, (await force.AccountAsync(robin))!.Email);
    }

    /// <summary>Groups come as a pointer to where to ask once there are too many; roles come always. Lfr reads roles, and asks nobody else.</summary>
    [Fact]
    public async Task PersonOfHundredsOfGroups_HasTheDutiesOfTheirAppRoles_AndNoOther()
    {
        var robin = EntraForce.Somebody(Roles.Operator) with { HasTooManyGroups = true };
        using var browser = force.Browser();

        Assert.Equal("/home", await browser.SignInAsync(robin));

        Assert.Equal([Roles.Operator], (await force.App.Services.GetRequiredService<Accounts>().FindAsync(robin.ObjectId, Cancel))!.Roles);
    }

    [Fact]
    [Asvs("7.6.1")]
    public async Task SignOut_EndsTheSessionHere_AndAtTheTenant()
    {
        using var browser = force.Browser();
        await browser.SignInAsync(EntraForce.Somebody());

        var sentTo = await browser.SignOutAsync();

        Assert.False(await browser.IsSignedInAsync());
        Assert.StartsWith($"{force.Tenant.Instance}{Tenant.Id}/oauth2/v2.0/logout?", sentTo, StringComparison.Ordinal);
        var back = await browser.TenantAsync(sentTo!);
        Assert.StartsWith($"{EntraBrowser.Site}signout-callback-oidc", back, StringComparison.Ordinal);
        Assert.Equal($"-> {LfrRoutes.Notices}", await browser.ReadAsync(new Uri(back!).PathAndQuery));
        Assert.Equal(EntraRefusals.Page(EntraRefusal.ByTheTenant, "AADSTS50058"), await ComeBackAsync(browser, await browser.AskTenantAsync()));
    }

    /// <summary>A link on any page that opened this address would otherwise sign out whoever follows it.</summary>
    [Fact]
    [Asvs("10.5.5")]
    public async Task AddressOfTheTenantsOwnSignOut_SignsNobodyOut()
    {
        using var browser = force.Browser();
        await browser.SignInAsync(EntraForce.Somebody());

        await browser.ReadAsync("/signout-oidc");

        Assert.True(await browser.IsSignedInAsync());
    }

    [Fact]
    [Asvs("6.8.3")]
    public async Task WhatTheTenantSaid_SignsInOnce()
    {
        force.Tenant.Present = EntraForce.Somebody();
        using var browser = force.Browser();
        var form = await browser.AskTenantAsync();
        Assert.Equal("/home", await ComeBackAsync(browser, form));
        await browser.SignOutAsync();

        Assert.Equal(EntraRefusals.Page(EntraRefusal.Stale, ""), await ComeBackAsync(browser, form));

        Assert.False(await browser.IsSignedInAsync());
    }

    /// <summary>Somebody is made to finish a sign-in that an attacker began, and would work under the attacker's name.</summary>
    [Fact]
    [Asvs("10.1.2")]
    public async Task WhatTheTenantSaid_SignsInNoOtherBrowser()
    {
        force.Tenant.Present = EntraForce.Somebody();
        using var attacker = force.Browser();
        using var victim = force.Browser();
        var form = await attacker.AskTenantAsync();
        await victim.AskTenantAsync();

        Assert.Equal(EntraRefusals.Page(EntraRefusal.Stale, ""), await ComeBackAsync(victim, form));

        Assert.False(await victim.IsSignedInAsync());
    }

    /// <summary>A token that was caught elsewhere, sent within a sign-in that is the attacker's own.</summary>
    [Fact]
    [Asvs("10.5.1")]
    public async Task TokenOfAnotherSignIn_IsRefusedByItsNonce()
    {
        force.Tenant.Present = EntraForce.Somebody();
        using var victim = force.Browser();
        using var attacker = force.Browser();
        var caught = (await victim.AskTenantAsync())["id_token"];
        var form = await attacker.AskTenantAsync();
        form["id_token"] = caught;

        Assert.Equal(EntraRefusals.Page(EntraRefusal.Stale, ""), await ComeBackAsync(attacker, form));

        Assert.False(await attacker.IsSignedInAsync());
    }

    public static TheoryData<string> Forgeries => [.. Forged.Keys];

    private static Dictionary<string, Func<EntraForce, TenantPerson, string, string>> Forged { get; } = new(StringComparer.Ordinal)
    {
        ["of a key that the tenant never had"] = (f, p, n) => f.Tenant.Token(p, n, t => t.SigningCredentials = new SigningCredentials(Tenant.NewKey(), SecurityAlgorithms.RsaSha256)),
        ["of another key under the tenant's number"] = (f, p, n) => f.Tenant.Token(p, n, t =>
        {
            var key = Tenant.NewKey();
            key.KeyId = f.Tenant.Key.Kid;
            t.SigningCredentials = new SigningCredentials(key, SecurityAlgorithms.RsaSha256);
        }),
        ["that nobody signed"] = (f, p, n) => f.Tenant.Token(p, n, t => t.SigningCredentials = null),
        ["signed with the public key as a password"] = (f, p, n) => f.Tenant.Token(p, n, t =>
            t.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(((RsaSecurityKey)f.Tenant.Key.Key).Rsa.ExportSubjectPublicKeyInfo()) { KeyId = f.Tenant.Key.Kid }, SecurityAlgorithms.HmacSha256)),
        ["with a role written into it afterwards"] = (f, p, n) =>
        {
            var parts = f.Tenant.Token(p, n).Split('.');
            var payload = Encoding.UTF8.GetString(Base64UrlEncoder.DecodeBytes(parts[1])).Replace($"\"{Roles.Operator}\"", $"\"{Roles.Administrator}\"", StringComparison.Ordinal);
            return $"{parts[0]}.{Base64UrlEncoder.Encode(payload)}.{parts[2]}";
        },
        ["that has expired"] = (f, p, n) => f.Tenant.Token(p, n, t => (t.IssuedAt, t.NotBefore, t.Expires) = (Tenant.Now.AddHours(-3), Tenant.Now.AddHours(-3), Tenant.Now.AddHours(-2))),
        ["that is not valid yet"] = (f, p, n) => f.Tenant.Token(p, n, t => (t.NotBefore, t.Expires) = (Tenant.Now.AddHours(1), Tenant.Now.AddHours(2))),
        ["for another program"] = (f, p, n) => f.Tenant.Token(p, n, t => t.Audience = "33333333-3333-4333-8333-333333333333"),
        ["of another tenant"] = (f, p, n) => f.Tenant.Token(p, n, t => t.Issuer = t.Issuer.Replace(Tenant.Id, "44444444-4444-4444-8444-444444444444", StringComparison.Ordinal)),
        ["of another tenant that claims to be ours"] = (f, p, n) => f.Tenant.Token(p, n, t =>
        {
            t.Issuer = t.Issuer.Replace(Tenant.Id, "44444444-4444-4444-8444-444444444444", StringComparison.Ordinal);
            t.Claims["tid"] = "44444444-4444-4444-8444-444444444444";
        }),
        ["that is no token"] = (_, _, _) => "abc.def.ghi",
    };

    [Theory]
    [Asvs("6.8.2")]
    [Asvs("10.5.3")]
    [Asvs("10.5.4")]
    [MemberData(nameof(Forgeries))]
    public async Task Token_IsRefused(string forged)
    {
        var robin = EntraForce.Somebody(Roles.Operator);
        force.Tenant.Present = robin;
        using var browser = force.Browser();
        var form = await browser.AskTenantAsync();
        form["id_token"] = Forged[forged](force, robin, browser.Asked["nonce"]!);

        Assert.Equal(EntraRefusals.Page(EntraRefusal.BadToken, ""), await ComeBackAsync(browser, form));

        Assert.False(await browser.IsSignedInAsync());
        Assert.Null(await force.AccountAsync(robin));
    }

    /// <summary>So that the refusals above are of what was changed in them.</summary>
    [Fact]
    public async Task TokenMadeInTheSameWay_WithNothingWrong_IsTaken()
    {
        var robin = EntraForce.Somebody(Roles.Operator);
        force.Tenant.Present = robin;
        using var browser = force.Browser();
        var form = await browser.AskTenantAsync();
        form["id_token"] = force.Tenant.Token(robin, browser.Asked["nonce"]!);

        Assert.Equal("/home", await ComeBackAsync(browser, form));
    }

    /// <summary>A force may ask for more than the tenant's word that somebody signed in.</summary>
    [Theory]
    [Asvs("6.8.4")]
    [InlineData("amr=mfa", "amr", new[] { "pwd", "mfa" }, true)]
    [InlineData("amr=mfa", "amr", new[] { "pwd" }, false)]
    [InlineData("amr=mfa", "amr", new string[0], false)]
    [InlineData("amr=mfa", "roles", new[] { "mfa" }, false)]
    [InlineData("acrs=c1", "acrs", new[] { "c1" }, true)]
    [InlineData("acrs=c1", "acrs", new[] { "c10" }, false)]
    public async Task SignInWithoutTheProofThatTheForceAsksFor_IsRefused(string asked, string claim, string[] said, bool taken)
    {
        await using var app = await EntraForce.StartAsync(force.Tenant, null, ("Identity:EntraProof", asked));
        var robin = EntraForce.Somebody(Roles.Operator);
        force.Tenant.Present = robin;
        using var browser = new EntraBrowser(app.Address, force.Tenant);
        var form = await browser.AskTenantAsync();
        form["id_token"] = force.Tenant.Token(robin, browser.Asked["nonce"]!, t => t.Claims[claim] = said);

        Assert.Equal(taken ? "/home" : EntraRefusals.Page(EntraRefusal.Weak, ""), await ComeBackAsync(browser, form));

        Assert.Equal(taken, await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task TokenThatNamesNobody_IsRefused_WithASentence()
    {
        var robin = EntraForce.Somebody();
        force.Tenant.Present = robin;
        using var browser = force.Browser();
        var form = await browser.AskTenantAsync();
        form["id_token"] = force.Tenant.Token(robin, browser.Asked["nonce"]!, t => t.Claims.Remove("oid"));

        var page = await browser.ReadAsync((await ComeBackAsync(browser, form))!);

        Assert.Contains("did not say who you are", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_ThatTheTenantRefuses_SaysSo_AndShowsNothingThatTheAddressHolds()
    {
        using var browser = force.Browser();
        force.Tenant.Present = EntraForce.Somebody() with { IsDisabled = true };

        var sentTo = await ComeBackAsync(browser, await browser.AskTenantAsync());

        Assert.Equal(EntraRefusals.Page(EntraRefusal.ByTheTenant, "AADSTS50057"), sentTo);
        var page = await browser.ReadAsync(sentTo!);
        Assert.Contains("did not let you through", page, StringComparison.Ordinal);
        Assert.Contains("Entra calls it AADSTS50057.", page, StringComparison.Ordinal);
        Assert.DoesNotContain("Pay", await browser.ReadAsync("/sign-in/refused?because=Pay&code=AADSTS1Pay"), StringComparison.Ordinal);
    }

    [Fact]
    [Asvs("10.2.1")]
    public async Task StateThatIsNotOurs_IsRefused_WithASentence()
    {
        using var browser = force.Browser();
        using var answer = await browser.ReturnAsync(new Dictionary<string, string>(StringComparer.Ordinal) { ["state"] = "made up", ["id_token"] = "made.up.too" });

        Assert.Equal(EntraRefusals.Page(EntraRefusal.Stale, ""), answer.Headers.Location?.OriginalString);
    }

    /// <summary>Entra replaces its keys without a word. A tenant and a Lfr of their own: forged tokens make Lfr ask for keys, which it does once in five minutes.</summary>
    [Fact]
    public async Task TenantThatSignsWithANewKey_IsBelieved_AndTheOldKeyIsNot()
    {
        await using var tenant = await Tenant.StartAsync();
        await using var app = await EntraForce.StartAsync(tenant);
        using var browser = new EntraBrowser(app.Address, tenant);
        var robin = EntraForce.Somebody();
        Assert.Equal("/home", await browser.SignInAsync(robin));
        var old = tenant.Key;

        tenant.RollKey();

        await Eventually.HoldsAsync(async () => await browser.SignInAsync(robin) == "/home", "the new key is fetched");
        using var another = new EntraBrowser(app.Address, tenant);
        var form = await another.AskTenantAsync();
        form["id_token"] = tenant.Token(robin, another.Asked["nonce"]!, t => t.SigningCredentials = old);
        Assert.Equal(EntraRefusals.Page(EntraRefusal.BadToken, ""), await ComeBackAsync(another, form));
    }

    private static async Task<string?> ComeBackAsync(EntraBrowser browser, Dictionary<string, string> form)
    {
        using var answer = await browser.ReturnAsync(form);
        return answer.Headers.Location?.OriginalString ?? $"{(int)answer.StatusCode}";
    }
}
