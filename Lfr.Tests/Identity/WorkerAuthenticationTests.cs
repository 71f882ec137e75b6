using System.Net;
using System.Net.Http.Headers;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Components.Pages;

namespace Lfr.Tests.Identity;

public class WorkerAuthenticationTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Uri Hub = new("/hubs/worker/negotiate?negotiateVersion=1", UriKind.Relative);

    [Fact]
    public async Task Worker_WithItsKey_MayConnect() => Assert.Equal(HttpStatusCode.OK, await AskAsync(shared.App.Anybody(), Key()));

    [Fact]
    public async Task Worker_WithAnotherKey_MayNot() => Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shared.App.Anybody(), Key()[..^1] + "_"));

    [Fact]
    public async Task Nobody_MayNot() => Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(shared.App.Anybody(), key: null));

    [Fact]
    public async Task Administrator_IsNoWorker() =>
        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(await shared.App.SignInAsync(Roles.Administrator), key: null));

    [Fact]
    public void Key_IsReadableByItsAccountOnly()
    {
        Assert.Equal(43, Key().Length);
        if (OperatingSystem.IsWindows())
            Assert.Skip("Windows guards the file by its folder's access list.");
        else
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(shared.App.Data, "keys", "worker.key")));
    }

    private static async Task<HttpStatusCode> AskAsync(HttpClient client, string? key)
    {
        using (client)
        {
            if (key is not null)
                client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
            using var answer = await client.PostAsync(Hub, content: null, TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
    }

    private string Key() => File.ReadAllText(Path.Combine(shared.App.Data, "keys", "worker.key"));
}
