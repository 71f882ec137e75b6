using System.Net;
using System.Text;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
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

    /// <summary>Whoever follows a link to a picture or a table and has no task reads what happened, why, and what to do; not an empty page.</summary>
    [Fact]
    public async Task PhotographAndTable_WithoutATask_AnswerWithAPageThatSaysWhatToDo()
    {
        var list = await CompiledList.StartAsync(shared.App);
        var id = await list.ProposeAsync("01");
        // Nothing waits for an approver now.
        CompiledList.Done(await list.DecideAsync(Given.Approver, id, EntryVerdict.Returned, "Take a better photograph."));
        using var approver = await shared.App.SignInAsync(Roles.WatchlistApprover);
        using var oversight = await shared.App.SignInAsync(Roles.Oversight);
        using var administrator = await shared.App.SignInAsync(Roles.Administrator);

        var table = await PageAsync(oversight, LfrRoutes.WatchlistTable(list.DeploymentId));
        Assert.Equal(HttpStatusCode.Forbidden, table.Status);
        Assert.Contains("You have no task at this deployment now, so nothing is shown yet.", table.Text, StringComparison.Ordinal);
        Assert.Contains("Enter why you need to see it.", table.Text, StringComparison.Ordinal);
        Assert.Contains($"href=\"{LfrRoutes.Watchlist(list.DeploymentId)}\"", table.Text, StringComparison.Ordinal);
        var photograph = await PageAsync(approver, LfrRoutes.EntryPhotograph(id, "1"));
        Assert.Equal(HttpStatusCode.Forbidden, photograph.Status);
        Assert.Contains($"href=\"{LfrRoutes.Watchlist(list.DeploymentId)}\"", photograph.Text, StringComparison.Ordinal);
        Assert.Contains("Nothing is shown here yet", (await PageAsync(administrator, LfrRoutes.EntryPhotograph(id, "1"))).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await PageAsync(oversight, LfrRoutes.WatchlistTable(Guid.CreateVersion7()))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await PageAsync(approver, LfrRoutes.EntryPhotograph(Guid.CreateVersion7(), "1"))).Status);
        // Whoever has no duty is not told whether there is such an entry.
        Assert.Equal(HttpStatusCode.Forbidden, (await PageAsync(administrator, LfrRoutes.EntryPhotograph(Guid.CreateVersion7(), "1"))).Status);
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

    private static async Task<(HttpStatusCode Status, string Text)> PageAsync(HttpClient client, string address)
    {
        using var answer = await client.GetAsync(new Uri(address, UriKind.Relative), Cancel);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancel)));
    }

    // Asked for as a browser fetches a picture: not as a page, for which a refusal would be a page as well.
    private static void AsAnImage(HttpClient client)
    {
        client.DefaultRequestHeaders.Accept.Clear();
        client.DefaultRequestHeaders.Accept.ParseAdd("image/*");
    }

    private static Uri Photograph(Guid entryId, bool small = false) => new(LfrRoutes.EntryPhotograph(entryId, "1", small), UriKind.Relative);
}
