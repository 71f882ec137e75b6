using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Lfr.Shared.Identity;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Administration;
using Lfr.Tests.Features.Watchlists.Import;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Administration.Commands;
using Lfr.Web.Features.Administration.Queries;
using Lfr.Web.Features.Watchlists.Commands;
using Lfr.Web.Features.Watchlists.Import;
using Lfr.Web.Features.Watchlists.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Features.Watchlists.Api;

/// <summary>A force with two administrators, for all tests of the class.</summary>
public sealed class SystemsRig : IAsyncLifetime
{
    public PeopleRig Rig { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Rig = await PeopleRig.StartAsync();

    public ValueTask DisposeAsync() => Rig.DisposeAsync();
}

/// <summary>What a custody system asks over HTTP, with a real archive of synthetic faces and the real models.</summary>
public sealed partial class ListApiTests(SystemsRig systems) : IClassFixture<SystemsRig>
{
    private static int asked;

    /// <summary>The same archive each time: one that is packed again has another time in it, and is another.</summary>
    private static readonly ConcurrentDictionary<int, byte[]> Archives = new();

    private readonly PeopleRig rig = systems.Rig;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task System_ProposesPeople_UnderItsNameAndThatOfWhoeverAnswersForIt()
    {
        var (list, reference) = await StartAsync();
        using var custody = await ClientAsync([SystemScopes.Propose]);

        using var answer = await ImportAsync(custody, reference, "k1", 2);
        var begun = await JsonAsync(answer, HttpStatusCode.Accepted);
        var done = await EndsAsync(custody, answer.Headers.Location!);

        Assert.Equal("done", done.GetProperty("state").GetString());
        Assert.Equal((2, 2), (done.GetProperty("accepted").GetInt32(), done.GetProperty("answered").GetInt32()));
        Assert.Equal(begun.GetProperty("id").GetString(), done.GetProperty("id").GetString());
        var entries = await rig.App.InDatabaseAsync(db => db.Entries.AsNoTracking().Where(e => e.DeploymentId == list.DeploymentId).ToListAsync(Cancel));
        Assert.Equal(2, entries.Count);
        Assert.All(entries, e => Assert.Matches(@"^Custody \d+ \(for .+\)$", e.CompiledBy.Name));
        Assert.All(entries, e => Assert.Equal((EntryState.Proposed, 0), (e.State, e.Decisions.Count)));
        Assert.True(await list.LoggedAsync("LogSystemCall") >= 2);
        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == "ImportEntries" && e.DeploymentId == list.DeploymentId && e.ActorName.Contains("(for "), Cancel)));
    }

    [Fact]
    public async Task DryRun_KeepsNothing_AndSaysWhatWasFound()
    {
        var (list, reference) = await StartAsync();
        using var custody = await ClientAsync([SystemScopes.Propose]);

        using var answer = await ImportAsync(custody, reference, "k1", 2, dryRun: true, (2, ListColumns.Category, "W9"));
        var done = await EndsAsync(custody, answer.Headers.Location!);

        Assert.Equal((true, 1, 1), (done.GetProperty("dryRun").GetBoolean(), done.GetProperty("accepted").GetInt32(), done.GetProperty("foundInAll").GetInt32()));
        Assert.Equal((2, "refused", "unknown"), (
            done.GetProperty("found")[0].GetProperty("row").GetInt32(), done.GetProperty("found")[0].GetProperty("outcome").GetString(), done.GetProperty("found")[0].GetProperty("findings")[0].GetProperty("kind").GetString()));
        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.Entries.CountAsync(e => e.DeploymentId == list.DeploymentId, Cancel)));
    }

    /// <summary>Somebody sits before a list that was checked: no call of a system takes its files away. What a system sends again is put away by the next.</summary>
    [Fact]
    public async Task ListThatACompilerHolds_IsPutAwayByNoCall()
    {
        var (list, reference) = await StartAsync();
        var compiler = await rig.AsTheAsync(Roles.Compiler);
        using var custody = await ClientAsync([SystemScopes.Propose]);
        using var first = await ImportAsync(custody, reference, "k1", 1, dryRun: true);
        await EndsAsync(custody, first.Headers.Location!);
        var (begun, id) = await list.Get<BeginImport>().RunAsync(compiler, list.DeploymentId, await RunningImportsTests.UploadAsync(rig.App, 2), isDryRun: true, Cancel);
        Given.Do(begun);
        await Eventually.HoldsAsync(async () => await list.Get<RunningImports>().OfAsync(list.DeploymentId, Cancel) is { State: ImportState.Done }, "the list is checked");

        foreach (var (key, dryRun) in new[] { ("k2", true), ("k3", false) })
        {
            using var answer = await ImportAsync(custody, reference, key, 1, dryRun);
            Assert.Contains($"{compiler.Name} had list.csv checked for this list at", (await ProblemAsync(answer, HttpStatusCode.Conflict)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        var held = (await list.Get<RunningImports>().OfAsync(list.DeploymentId, Cancel))!;
        Assert.Equal((id, true), (held.Id, held.HasFiles));
        Assert.Equal("done", (await JsonAsync(await custody.GetAsync(first.Headers.Location, Cancel), HttpStatusCode.OK)).GetProperty("state").GetString());
    }

    [Fact]
    public async Task SameCallAgain_GetsTheSameAnswer_AndAnotherUnderItsKeyIsRefused()
    {
        var (list, reference) = await StartAsync();
        using var custody = await ClientAsync([SystemScopes.Propose]);
        using var first = await ImportAsync(custody, reference, "k1", 1);
        await EndsAsync(custody, first.Headers.Location!);

        using var again = await ImportAsync(custody, reference, "k1", 1);
        using var other = await ImportAsync(custody, reference, "k1", 2);
        using var keyless = await ImportAsync(custody, reference, "", 1);

        Assert.Equal(await first.Content.ReadAsStringAsync(Cancel), await again.Content.ReadAsStringAsync(Cancel));
        Assert.Equal((HttpStatusCode.Accepted, first.Headers.Location), (again.StatusCode, again.Headers.Location));
        Assert.Equal("IDEMPOTENCY", (await ProblemAsync(other, HttpStatusCode.UnprocessableEntity)).GetProperty("rule").GetString());
        Assert.Contains("Idempotency-Key is missing", (await ProblemAsync(keyless, HttpStatusCode.UnprocessableEntity)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.ImportJobs.CountAsync(j => j.DeploymentId == list.DeploymentId, Cancel)));
    }

    [Fact]
    public async Task WithoutAKeyThatWorks_NothingIsAnswered()
    {
        using var anybody = rig.App.Anybody();
        using var custody = await ClientAsync([SystemScopes.Propose], "Revoked soon");
        using var elsewhere = await ClientAsync([SystemScopes.Propose], null, "10.1.2.0/24");
        var (_, reference) = await StartAsync();
        var address = $"{LfrRoutes.Api}/deployments/{reference}/entries/NOM-1";
        var id = (await rig.Get<ReadSystems>().RunAsync(rig.First, Cancel)).Systems.Single(s => s.Name == "Revoked soon").Id;

        var unknown = await ProblemAsync(await anybody.GetAsync(address, Cancel), HttpStatusCode.Unauthorized);
        Assert.Contains("The key was shown once", unknown.GetProperty("detail").GetString(), StringComparison.Ordinal);
        using var person = await rig.App.SignInAsync(Roles.Compiler);
        await ProblemAsync(await person.GetAsync(address, Cancel), HttpStatusCode.Unauthorized);
        await ProblemAsync(await custody.GetAsync(address, Cancel), HttpStatusCode.NotFound);
        await ProblemAsync(await elsewhere.GetAsync(address, Cancel), HttpStatusCode.Unauthorized);
        Given.Do(await rig.Get<RevokeSystem>().RunAsync(rig.First, id, "Key lost", Cancel));
        await ProblemAsync(await custody.GetAsync(address, Cancel), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task SystemThatSomebodyWroteIntoTheDatabase_IsNotKnown()
    {
        using var custody = await ClientAsync([SystemScopes.Propose], "Widened");
        var (_, reference) = await StartAsync();
        var address = $"{LfrRoutes.Api}/deployments/{reference}/entries/NOM-1";
        await ProblemAsync(await custody.GetAsync(address, Cancel), HttpStatusCode.NotFound);

        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE SystemClients SET Networks = '[\"0.0.0.0/0\"]' WHERE Name = 'Widened'", Cancel));

        await ProblemAsync(await custody.GetAsync(address, Cancel), HttpStatusCode.Unauthorized);
        Assert.Contains("The system Widened", string.Join(' ', await rig.AlteredAsync()), StringComparison.Ordinal);
        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE SystemClients SET Networks = '[]' WHERE Name = 'Widened'", Cancel));
    }

    [Fact]
    public async Task System_SuspendsAndWithdrawsItsOwnProposalsOnly_WithinItsScopes()
    {
        var (list, reference) = await StartAsync();
        using var custody = await ClientAsync(SystemScopes.All);
        using var reader = await ClientAsync([SystemScopes.Propose]);
        using var answer = await ImportAsync(custody, reference, "k1", 2);
        await EndsAsync(custody, answer.Headers.Location!);
        var (one, two) = (Given.GoodDetails(2).SourceReference, Given.GoodDetails(3).SourceReference);
        var people = $"{LfrRoutes.Api}/deployments/{reference}/entries";

        Assert.Equal("proposed", (await JsonAsync(await custody.GetAsync($"{people}/{one}", Cancel), HttpStatusCode.OK)).GetProperty("state").GetString());
        await ProblemAsync(await reader.GetAsync($"{people}/{one}", Cancel), HttpStatusCode.NotFound);
        await ProblemAsync(await SendAsync(reader, $"{people}/{one}/suspension", "s1", new { because = "arrested", reason = "In custody." }), HttpStatusCode.Forbidden);
        await ProblemAsync(await SendAsync(custody, $"{people}/{one}/suspension", "s1", new { because = "bored", reason = "In custody." }), HttpStatusCode.UnprocessableEntity);
        var number = await ProblemAsync(await SendAsync(custody, $"{people}/{one}/suspension", "s1", new { because = "1", reason = "In custody." }), HttpStatusCode.UnprocessableEntity);
        Assert.Contains("no reason '1'", number.GetProperty("detail").GetString(), StringComparison.Ordinal);
        foreach (var body in new[] { "null", "{", "[]", "" })
        {
            using var content = new StringContent(body, Encoding.UTF8, "application/json");
            Assert.Equal("FORM", (await ProblemAsync(await SendAsync(custody, $"{people}/{one}/withdrawal", "w0", content), HttpStatusCode.UnprocessableEntity)).GetProperty("rule").GetString());
        }

        var withdrawn = await JsonAsync(await SendAsync(custody, $"{people}/{two}/withdrawal", "w1", new { reason = "Listed by mistake." }), HttpStatusCode.OK);
        var again = await JsonAsync(await SendAsync(custody, $"{people}/{two}/withdrawal", "w1", new { reason = "Listed by mistake." }), HttpStatusCode.OK);

        Assert.Equal(("removed", "removed"), (withdrawn.GetProperty("state").GetString(), again.GetProperty("state").GetString()));
        Assert.Equal(1, await list.LoggedAsync("RemoveEntry"));
    }

    [Fact]
    public async Task HostileForms_AreRefusedWithASentence_AndLeaveNothing()
    {
        var (_, reference) = await StartAsync();
        using var custody = await ClientAsync([SystemScopes.Propose]);
        var address = $"{LfrRoutes.Api}/deployments/{reference}/imports";
        (string Name, HttpContent Content, string Says)[] forms =
        [
            ("no pictures", new MultipartFormDataContent { { new ByteArrayContent("reference\nA"u8.ToArray()), "list", "list.csv" } }, "lacks the table"),
            ("no archive", new MultipartFormDataContent { { new ByteArrayContent([1, 2, 3]), "pictures", "x.zip" } }, "no ZIP archive"),
            ("unknown part", new MultipartFormDataContent { { new StringContent("x"), "other" } }, "a part 'other'"),
            ("map of nothing", Form("{\"reference\":null}"), "The map gives the column 'reference' no heading"),
            ("map that is no text", Form("{\"reference\":\"\\ud800\"}"), "The form cannot be read"),
            ("map of a list", Form("[1]"), "The form cannot be read"),
            ("bad map", new MultipartFormDataContent { { new StringContent("{\"nobody\":\"x\"}"), "map" } }, "a column 'nobody'"),
        ];

        foreach (var (name, content, says) in forms)
        {
            using var answer = await SendAsync(custody, address, name, content);
            Assert.Contains(says, (await ProblemAsync(answer, HttpStatusCode.UnprocessableEntity)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        }

        await ProblemAsync(await ImportAsync(custody, "9999-999", "k", 1), HttpStatusCode.NotFound);

        MultipartFormDataContent Form(string map) => new()
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes(ListTable.Csv([ListTable.Row(1, "1.jpg")]))), "list", "custody.csv" },
            { new ByteArrayContent(Archives.GetOrAdd(1, RunningImportsTests.Archive)), "pictures", "pictures.zip" },
            { new StringContent(map), "map" },
        };
    }

    /// <summary>Whatever Lfr meets: somebody with a key asked, and that is on record.</summary>
    [Fact]
    public async Task Call_ThatLfrFailsAt_IsInTheLogAsWell()
    {
        var (list, reference) = await StartAsync();
        using var custody = await ClientAsync([SystemScopes.Propose]);
        using var answer = await ImportAsync(custody, reference, "k1", 1);
        await EndsAsync(custody, answer.Headers.Location!);
        var entry = await rig.App.InDatabaseAsync(db => db.Entries.AsNoTracking().SingleAsync(e => e.DeploymentId == list.DeploymentId, Cancel));
        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE WatchlistEntries SET Details = '{{' || Details WHERE Id = {entry.Id}", Cancel));

        using var failed = await custody.GetAsync(new Uri($"{LfrRoutes.Api}/deployments/{reference}/entries/{entry.Details.SourceReference}", UriKind.Relative), Cancel);

        await rig.App.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE WatchlistEntries SET Details = substr(Details, 2) WHERE Id = {entry.Id}", Cancel));
        Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        Assert.Equal(1, await rig.App.InDatabaseAsync(db => db.AuditEvents.CountAsync(e => e.Action == "LogSystemCall" && e.DeploymentId == list.DeploymentId && e.Sentence.EndsWith("answered with 500."), Cancel)));
    }

    /// <summary>The archive is not read: the whole call is refused at once, instead of each row for the same reason.</summary>
    [Fact]
    public async Task UploadWithoutAKey_AndOneForASealedList_AreRefusedAtOnce()
    {
        var (list, reference) = await StartAsync();
        using var custody = await ClientAsync([SystemScopes.Propose]);
        using var unread = new MultipartFormDataContent { { new StringContent("x"), "other" } };
        using var keyless = await SendAsync(custody, $"{LfrRoutes.Api}/deployments/{reference}/imports", "", unread);
        Given.Do(await list.DecideAsync(Given.Approver, await list.ProposeAsync("01")));
        Given.Do(await list.SealAsync());

        using var closed = await ImportAsync(custody, reference, "k1", 1, dryRun: true);

        Assert.Contains("Idempotency-Key is missing", (await ProblemAsync(keyless, HttpStatusCode.UnprocessableEntity)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Contains("The list is sealed", (await ProblemAsync(closed, HttpStatusCode.Conflict)).GetProperty("detail").GetString(), StringComparison.Ordinal);
        Assert.Equal(0, await rig.App.InDatabaseAsync(db => db.ImportJobs.CountAsync(j => j.DeploymentId == list.DeploymentId, Cancel)));
    }

    [Fact]
    public async Task Document_IsForAdministrators_AndNamesEveryAddress()
    {
        using var administrator = await rig.App.SignInAsync(Roles.Administrator);
        using var compiler = await rig.App.SignInAsync(Roles.Compiler);

        var document = await JsonAsync(await administrator.GetAsync(LfrRoutes.OpenApi, Cancel), HttpStatusCode.OK);
        using var refused = await compiler.GetAsync(LfrRoutes.OpenApi, Cancel);

        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        Assert.Equal(
            ["/api/v1/deployments/{reference}/entries/{sourceReference}", "/api/v1/deployments/{reference}/entries/{sourceReference}/suspension", "/api/v1/deployments/{reference}/entries/{sourceReference}/withdrawal", "/api/v1/deployments/{reference}/imports", "/api/v1/imports/{id}"],
            document.GetProperty("paths").EnumerateObject().Select(p => p.Name).Order(StringComparer.Ordinal));
        Assert.DoesNotContain("/staff", document.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Administrators_AskConfirmAndRevoke_EachOnRecord()
    {
        var wanted = new SystemClientWanted("Records Office", (await rig.AsTheAsync(Roles.Compiler)).UserId, [SystemScopes.Status], [], 30);

        Says.RefusedBy("ROLE", await rig.Get<AskForSystem>().RunAsync(Given.Compiler, wanted, Cancel));
        Given.Do(await rig.Get<AskForSystem>().RunAsync(rig.First, wanted, Cancel));
        Says.RefusedBy("STATE", await rig.Get<AskForSystem>().RunAsync(rig.First, wanted, Cancel), "is there already");
        var waiting = (await rig.Get<ReadSystems>().RunAsync(rig.Second, Cancel)).Systems.Single(s => s.Name == "Records Office");
        Says.RefusedBy("ROLE", (await rig.Get<ConfirmSystem>().RunAsync(rig.First, waiting.Id, Cancel)).Outcome, "a second administrator");
        var confirmed = await rig.Get<ConfirmSystem>().RunAsync(rig.Second, waiting.Id, Cancel);
        var twice = await rig.Get<ConfirmSystem>().RunAsync(rig.Second, waiting.Id, Cancel);

        Given.Do(confirmed.Outcome);
        Says.RefusedBy("CONFLICT", twice.Outcome);
        Assert.Equal((true, ""), (confirmed.Key.StartsWith("lfr_", StringComparison.Ordinal), twice.Key));
        Assert.False(await rig.App.InDatabaseAsync(db => db.AuditEvents.AnyAsync(e => e.Sentence.Contains(confirmed.Key), Cancel)));
        Assert.Empty((await rig.Get<ReadSystems>().RunAsync(Given.Compiler, Cancel)).Systems);
        using var page = await rig.App.SignInAsync(Roles.Administrator);
        Assert.Contains("Records Office", await page.GetStringAsync(LfrRoutes.OtherSystems, Cancel), StringComparison.Ordinal);
    }

    private async Task<(CompiledList List, string Reference)> StartAsync()
    {
        var list = await CompiledList.StartAsync(rig.App);
        return (list, await rig.App.InDatabaseAsync(db => db.Deployments.Where(d => d.Id == list.DeploymentId).Select(d => d.Reference).SingleAsync(Cancel)));
    }

    private async Task<Guid> IdOfAsync(string name) => (await rig.Get<ReadSystems>().RunAsync(rig.First, Cancel)).Systems.Single(s => s.Name == name).Id;

    private async Task<HttpClient> ClientAsync(IReadOnlyList<string> scopes, string? name = null, string? network = null, Guid? responsible = null)
    {
        name ??= $"Custody {Interlocked.Increment(ref asked)}";
        var wanted = new SystemClientWanted(name, responsible ?? (await rig.AsTheAsync(Roles.Compiler)).UserId, scopes, network is null ? [] : [network], 30);
        Given.Do(await rig.Get<AskForSystem>().RunAsync(rig.First, wanted, Cancel));
        var id = (await rig.Get<ReadSystems>().RunAsync(rig.Second, Cancel)).Systems.Single(s => s.Name == name).Id;
        var (outcome, key) = await rig.Get<ConfirmSystem>().RunAsync(rig.Second, id, Cancel);
        Given.Do(outcome);
        var client = rig.App.Anybody();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    private static Task<HttpResponseMessage> ImportAsync(HttpClient client, string reference, string key, int people, bool dryRun = false, params (int Row, string Column, string Value)[] changes)
    {
        var rows = Enumerable.Range(1, people).Select(i => ListTable.Row(i, $"{i}.jpg", [.. changes.Where(c => c.Row == i).Select(c => (c.Column, c.Value))])).ToArray();
        var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(Encoding.UTF8.GetBytes(ListTable.Csv(rows))), "list", "custody.csv" },
            { new ByteArrayContent(Archives.GetOrAdd(people, RunningImportsTests.Archive)), "pictures", "pictures.zip" },
        };
        return SendAsync(client, $"{LfrRoutes.Api}/deployments/{reference}/imports?dryRun={(dryRun ? "true" : "false")}", key, form);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string address, string key, object body)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = body as HttpContent ?? JsonContent.Create(body) };
        if (key.Length > 0)
            request.Headers.Add("Idempotency-Key", key);
        return client.SendAsync(request, Cancel);
    }

    private static async Task<JsonElement> EndsAsync(HttpClient client, Uri import)
    {
        JsonElement last = default;
        await Eventually.HoldsAsync(
            async () =>
            {
                using var answer = await client.GetAsync(import, Cancel);
                last = await JsonAsync(answer, HttpStatusCode.OK);
                return last.GetProperty("state").GetString() != "running";
            },
            "the import ends");
        return last;
    }

    private static async Task<JsonElement> JsonAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        var text = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode}: {text}");
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    private static Task<JsonElement> ProblemAsync(HttpResponseMessage answer, HttpStatusCode status)
    {
        if (answer.StatusCode == status)
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        return JsonAsync(answer, status);
    }
}
