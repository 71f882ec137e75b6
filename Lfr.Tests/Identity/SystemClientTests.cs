using System.Net;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Tests.Policy;

namespace Lfr.Tests.Identity;

/// <summary>Another system: asked for by one administrator, confirmed by another, and then with a key that nobody can read here.</summary>
public sealed class SystemClientTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 27, 9, 0, 0, TimeSpan.Zero);
    private static readonly Actor First = Somebody("First Administrator");
    private static readonly Actor Second = Somebody("Second Administrator");

    [Fact]
    public void Key_ComesWithTheSecondAdministrator_AndOnlyOnce()
    {
        var client = Ask();

        Says.RefusedBy("ROLE", client.Confirm(First, Now, out var none));
        Given.Do(client.Confirm(Second, Now.AddHours(1), out var key));
        Says.RefusedBy("CONFLICT", client.Confirm(Second, Now.AddHours(1), out var again));

        Assert.Equal(("", ""), (none, again));
        var (id, secret) = SystemClient.Read(key)!.Value;
        Assert.Equal(client.Id, id);
        Assert.True(client.IsKeyOf(secret) && client.Works(Now.AddHours(2)));
        Assert.False(client.IsKeyOf([.. secret.Reverse()]));
        Assert.DoesNotContain(Convert.ToHexStringLower(secret), client.SecretHash, StringComparison.Ordinal);
    }

    [Fact]
    public void BeforeItIsConfirmed_NoKeyWorks()
    {
        var client = Ask();

        Assert.False(client.Works(Now));
        Assert.False(client.IsKeyOf(new byte[32]));
        Says.RefusedBy("STATE", client.Confirm(Second, Now.AddHours(25), out _), "lapsed");
    }

    [Fact]
    public void RevokedOrExpired_ItWorksNoMore()
    {
        var client = Ask();
        Given.Do(client.Confirm(Second, Now, out _));

        Assert.True(client.Works(Now.AddDays(89)));
        Assert.False(client.Works(Now.AddDays(90)));
        Says.RefusedBy("FORM", client.Revoke(First, " ", Now));
        Given.Do(client.Revoke(First, "Key lost", Now));
        Assert.False(client.Works(Now));
        Says.RefusedBy("STATE", client.Revoke(Second, "Key lost", Now));
    }

    [Theory]
    [InlineData("10.1.2.7", true)]
    [InlineData("::ffff:10.1.2.7", true)]
    [InlineData("10.1.3.7", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData(null, false)]
    public void Networks_AreTheOnlyOnesItComesFrom(string? address, bool may) =>
        Assert.Equal(may, Ask("10.1.2.0/24").MayComeFrom(address is null ? null : IPAddress.Parse(address)));

    [Theory]
    [InlineData("")]
    [InlineData("lfr_x_y")]
    [InlineData("lfr_00000000000000000000000000000000_zz")]
    [InlineData("xyz_00000000000000000000000000000000_0000000000000000000000000000000000000000000000000000000000000000")]
    public void WhatIsNoKey_IsNotReadAsOne(string text) => Assert.Null(SystemClient.Read(text));

    [Fact]
    public void WhatMakesNoSense_IsNotAskedFor()
    {
        SystemClientWanted good = new("Custody", Guid.Empty, [SystemScopes.Propose], [], 90);

        Assert.All(
            new[] { good with { Name = " " }, good with { Name = "a\nb" }, good with { Scopes = [] }, good with { Scopes = ["entries:approve"] }, good with { Networks = ["10.1.2.3/99"] }, good with { Days = 0 }, good with { Days = 367 } },
            wanted => Says.RefusedBy("FORM", SystemClient.Ask(Guid.Empty, wanted, "Somebody", First, Now, out _)));
    }

    private static Actor Somebody(string name) => new(Guid.CreateVersion7(), name, Rank.Staff, new HashSet<string>([Roles.Administrator], StringComparer.Ordinal));

    private static SystemClient Ask(params string[] networks)
    {
        Given.Do(SystemClient.Ask(Guid.CreateVersion7(), new SystemClientWanted("Custody North", Guid.Empty, [SystemScopes.Propose], networks, 90), "Sgt Somebody", First, Now, out var client));
        return client!;
    }
}
