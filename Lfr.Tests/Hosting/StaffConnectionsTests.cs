using System.Net;
using System.Net.WebSockets;
using Lfr.Shared.Identity;
using Lfr.Tests.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Features.Live;
using Lfr.Web.Hosting;
using Lfr.Web.Identity;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Lfr.Tests.Hosting;

public sealed class StaffConnectionsTests(SessionTests.ClockedApp shared) : IClassFixture<SessionTests.ClockedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Own => shared.App.Address.GetLeftPart(UriPartial.Authority);

    [Fact]
    public async Task PageOfAnotherSite_CannotConnectWithAnOfficersCookie()
    {
        using var officer = await shared.SignInAsync(Roles.Planner);

        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync("/_blazor", officer.Cookie, "https://evil.example"));
        Assert.Equal(HttpStatusCode.Forbidden, await RefusedAsync("/hubs/worker", officer.Cookie, "https://evil.example"));
        using var own = await ConnectAsync(officer.Cookie);
        Assert.Equal(WebSocketState.Open, own.State);
    }

    [Fact]
    public async Task SomebodyNotSignedIn_GetsNoCircuit() => Assert.Equal(HttpStatusCode.Unauthorized, await RefusedAsync("/_blazor", "", Own));

    [Theory]
    [InlineData("/_blazor?id=1")]
    [InlineData("/_blazor/?id=1")]
    [InlineData("/_Blazor?id=1")]
    public async Task TransportWithoutAWebSocket_IsRefused(string path)
    {
        using var officer = await shared.SignInAsync(Roles.Planner);

        using var answer = await officer.Client.GetAsync(new Uri(path, UriKind.Relative), Cancel);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
    }

    [Fact]
    public async Task Account_HasABoundedNumberOfPages_OverAllItsDevices_AndOthersAreNotHeldUp()
    {
        using var van = await shared.SignInAsync(Roles.Oversight);
        using var phone = await shared.SignInAsync(Roles.Oversight);
        using var other = await shared.SignInAsync(Roles.Compiler);
        var pages = new List<WebSocket>();
        for (var i = 0; i < StaffConnections.MostPerAccount; i++)
            pages.Add(await ConnectAsync((i % 2 == 0 ? van : phone).Cookie));

        Assert.Equal(HttpStatusCode.TooManyRequests, await RefusedAsync("/_blazor", phone.Cookie, Own));
        Assert.Equal(HttpStatusCode.TooManyRequests, await RefusedAsync("/_blazor/", phone.Cookie, Own));
        using var others = await ConnectAsync(other.Cookie);
        pages[0].Abort();
        await Eventually.HoldsAsync(
            async () =>
            {
                try
                {
                    using var again = await ConnectAsync(phone.Cookie);
                    return true;
                }
                catch (WebSocketException)
                {
                    return false;
                }
            },
            "A page that is closed makes room for another.");
        pages.ForEach(page => page.Dispose());
    }

    [Fact]
    public async Task ConnectionOfASessionThatEnded_IsClosed()
    {
        using var officer = await shared.SignInAsync(Roles.Silver);
        using var page = await ConnectAsync(officer.Cookie);
        var ended = page.ReceiveAsync(new byte[1024], Cancel);

        await officer.SignOutAsync();

        await Eventually.HoldsAsync(
            () =>
            {
                shared.Time.Advance(CurrentActor.MaximumAge);
                return ended.IsCompleted;
            },
            "The connection ends with its session.");
        // Cut off: one that merely waited too long for the browser is closed politely.
        await Assert.ThrowsAsync<WebSocketException>(() => ended);
    }

    [Fact]
    public void MessagesOfPages_AreSmall_AndOnlyWorkersSendPictures()
    {
        var circuits = typeof(IOptions<>).MakeGenericType(typeof(HubOptions<>).MakeGenericType(typeof(CircuitOptions).Assembly.GetType("Microsoft.AspNetCore.Components.Server.ComponentHub")!));
        var pages = (HubOptions)circuits.GetProperty("Value")!.GetValue(shared.App.Services.GetRequiredService(circuits))!;

        Assert.Equal(64 * 1024, pages.MaximumReceiveMessageSize);
        Assert.Equal(32 * 1024, shared.App.Services.GetRequiredService<IOptions<HubOptions>>().Value.MaximumReceiveMessageSize);
        var workers = shared.App.Services.GetRequiredService<IOptions<HubOptions<WorkerHub>>>().Value;
        Assert.Equal(9 * 1024 * 1024, workers.MaximumReceiveMessageSize);
        Assert.Equal(["messagepack"], workers.SupportedProtocols);
    }

    private async Task<WebSocket> ConnectAsync(string cookie)
    {
        var socket = Socket(cookie, Own);
        await socket.ConnectAsync(Address("/_blazor"), Cancel);
        return socket;
    }

    private async Task<HttpStatusCode> RefusedAsync(string path, string cookie, string origin)
    {
        using var socket = Socket(cookie, origin);
        await Assert.ThrowsAsync<WebSocketException>(() => socket.ConnectAsync(Address(path), Cancel));
        return socket.HttpStatusCode;
    }

    private Uri Address(string path) => new UriBuilder(shared.App.Address) { Scheme = "ws", Path = path }.Uri;

    private static ClientWebSocket Socket(string cookie, string origin)
    {
        var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.SetRequestHeader("Origin", origin);
        if (cookie.Length > 0)
            socket.Options.SetRequestHeader("Cookie", cookie);
        return socket;
    }
}
