using System.Net;
using System.Text;
using Lfr.Shared.Identity;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Components.Pages;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Urls;

namespace Lfr.Tests.Features.Watchlists;

/// <summary>Who sees photographs, names and tables of a list, and what the log keeps of it.</summary>
public sealed class WatchlistAccessTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(Roles.Compiler, HttpStatusCode.OK)]
    [InlineData(Roles.WatchlistApprover, HttpStatusCode.OK)]
    [InlineData(Roles.AuthorisingOfficer, HttpStatusCode.OK)]
    [InlineData(Roles.Operator, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Planner, HttpStatusCode.Forbidden)]
    [InlineData(Roles.Administrator, HttpStatusCode.Forbidden)]
    public async Task Photograph_IsForThoseWhoCompileSignOffAndAuthorise(string role, HttpStatusCode expected)
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        using var client = await shared.App.SignInAsync(role);
        AsAnImage(client);

        using var answer = await client.GetAsync(Photograph(id), Cancel);

        Assert.Equal(expected, answer.StatusCode);
        Assert.True(answer.Headers.CacheControl?.NoStore);
        Assert.Equal(expected == HttpStatusCode.OK ? "image/jpeg" : null, expected == HttpStatusCode.OK ? answer.Content.Headers.ContentType?.MediaType : null);
        Assert.Equal(1, await list.LoggedAsync(nameof(LookAtPhotograph), done: expected == HttpStatusCode.OK));
    }

    [Fact]
    public async Task Photograph_LookedAtAgainWithinMinutes_IsOneLineInTheLog()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        using var client = await shared.App.SignInAsync(Roles.WatchlistApprover);

        var large = await client.GetByteArrayAsync(Photograph(id), Cancel);
        await client.GetByteArrayAsync(Photograph(id), Cancel);
        var small = await client.GetByteArrayAsync(Photograph(id, small: true), Cancel);

        Assert.True(small.Length < large.Length);
        // One line for the photograph, one for the small one, which no page of the list came before.
        Assert.Equal(2, await list.LoggedAsync(nameof(LookAtPhotograph)));
    }

    [Fact]
    public async Task Photograph_OfARemovedEntry_IsNotFound()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        CompiledList.Done(await list.Get<RemoveEntry>().RunAsync(Given.Compiler, id, "No longer wanted.", Cancel));
        using var client = await shared.App.SignInAsync(Roles.Compiler);
        AsAnImage(client);

        using var answer = await client.GetAsync(Photograph(id), Cancel);

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Photograph_ForNobody_AsksToSignIn()
    {
        using var client = shared.App.Anybody();

        using var answer = await client.GetAsync(Photograph(Guid.CreateVersion7()), Cancel);

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task Table_HoldsNeitherNamesNorTexts_AndIsLogged()
    {
        var list = await CompiledList.StartAsync(shared.App);
        await list.ProposeAsync("01", d => d with { SubjectName = "Jonathan Unmistakable" });
        using var client = await shared.App.SignInAsync(Roles.Compiler);

        var table = Encoding.UTF8.GetString(await client.GetByteArrayAsync(new Uri(LfrRoutes.WatchlistTable(list.DeploymentId), UriKind.Relative), Cancel));

        Assert.True(table.Contains("R-00001,W1,Wanted by the courts,waiting for sign-off", StringComparison.Ordinal), table);
        Assert.DoesNotContain("Unmistakable", table, StringComparison.Ordinal);
        Assert.DoesNotContain("Crown Court", table, StringComparison.Ordinal);
        Assert.Equal(1, await list.LoggedAsync(nameof(ExportWatchlist)));
    }

    [Fact]
    public async Task Planner_SeesCountsAndNobody()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");

        var view = await list.Get<ReadWatchlist>().RunAsync(Given.Planner, list.DeploymentId, Cancel);

        Assert.Equal(1, view!.Counts.Waiting);
        Assert.Empty((await list.Get<ReadEntries>().RunAsync(Given.Planner, list.DeploymentId, EntryFilter.From(null, null, null, null), 0, 50, Cancel)).Rows);
        Assert.Null((await list.Get<ReadEntry>().RunAsync(Given.Planner, id, Cancel)).Value);
    }

    // Asked for as a browser fetches a picture: not as a page, for which a refusal would be a page as well.
    private static void AsAnImage(HttpClient client)
    {
        client.DefaultRequestHeaders.Accept.Clear();
        client.DefaultRequestHeaders.Accept.ParseAdd("image/*");
    }

    private static Uri Photograph(Guid entryId, bool small = false) => new(LfrRoutes.EntryPhotograph(entryId, "1", small), UriKind.Relative);
}
