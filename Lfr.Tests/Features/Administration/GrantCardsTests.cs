using Bunit;
using Lfr.Shared.Identity;
using Lfr.Web.Features.Administration.Parts;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor.Services;

namespace Lfr.Tests.Features.Administration;

/// <summary>A staff table asks for many duties at once; whoever confirms ticks those that are right.</summary>
public sealed class GrantCardsTests : BunitContext, IAsyncLifetime
{
    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    async ValueTask IAsyncDisposable.DisposeAsync() => await DisposeAsync();

    [Fact]
    public async Task Several_AreConfirmedAtOnce_EachForItself_AndWhatIsNotTickedWaits()
    {
        await using var rig = await PeopleRig.StartAsync();
        var (planner, compiler) = ((await rig.AsTheAsync(Roles.Planner)).UserId, (await rig.AsTheAsync(Roles.Compiler)).UserId);
        await rig.AskAsync(planner, Roles.Operator);
        await rig.AskAsync(compiler, Roles.Silver);
        await rig.AskAsync(compiler, Roles.Operator);
        await using var circuit = rig.App.Services.CreateAsyncScope();
        var account = await rig.Get<Accounts>().FindAsync(rig.Second.UserId, PeopleRig.Cancel);
        ((ServerAuthenticationStateProvider)circuit.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(LfrClaims.For(account!, rig.Second.Session!))));
        Services.AddMudServices();
        Services.AddFallbackServiceProvider(circuit.ServiceProvider);
        JSInterop.Mode = JSRuntimeMode.Loose;
        var waiting = await rig.Get<WaitingGrants>().RunAsync(rig.Second, null, PeopleRig.Cancel);
        var cards = Render<GrantCards>(p => p.Add(c => c.Waiting, waiting).Add(c => c.Reader, rig.Second));

        cards.FindAll("button").First(b => b.TextContent.Contains("Choose all", StringComparison.Ordinal)).Click();
        cards.FindAll("input[type=checkbox]")[^1].Change(false);
        await cards.FindAll("button").First(b => b.TextContent.Contains("Confirm 2 chosen requests", StringComparison.Ordinal)).ClickAsync(new());
        cards.WaitForAssertion(() => Assert.Contains("Confirmed 2 requests.", cards.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));

        Assert.Equal(waiting[^1].Id, Assert.Single(await rig.Get<WaitingGrants>().RunAsync(rig.Second, null, PeopleRig.Cancel)).Id);
        Assert.Empty(await rig.AlteredAsync());
        // Whoever asked has nothing to tick.
        Assert.Empty(Render<GrantCards>(p => p.Add(c => c.Waiting, [.. waiting.Select(g => g with { MayConfirm = false })]).Add(c => c.Reader, rig.First)).FindAll("input[type=checkbox]"));
    }
}
