using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Features.Administration;

/// <summary>A page that somebody has open, and who they are in it.</summary>
public sealed class OpenPage : IAsyncDisposable
{
    private readonly AsyncServiceScope circuit;

    private OpenPage(AsyncServiceScope circuit) => this.circuit = circuit;

    public static async Task<OpenPage> OfAsync(PeopleRig rig, string role)
    {
        var scope = rig.App.Services.CreateAsyncScope();
        var account = await rig.Get<Accounts>().FindAsync(await rig.App.IdOfAsync(role), PeopleRig.Cancel);
        ((ServerAuthenticationStateProvider)scope.ServiceProvider.GetRequiredService<AuthenticationStateProvider>())
            .SetAuthenticationState(Task.FromResult(new AuthenticationState(LfrClaims.For(account!, session: "of this test"))));
        return new OpenPage(scope);
    }

    /// <summary>Who acts in it now.</summary>
    public Task<Actor> ActorAsync() => circuit.ServiceProvider.GetRequiredService<CurrentActor>().GetAsync(PeopleRig.Cancel);

    public ValueTask DisposeAsync() => circuit.DisposeAsync();
}
