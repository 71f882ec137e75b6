using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Tests.Faults;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Biometrics;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Identity;

namespace Lfr.Tests.Hosting;

/// <summary>Alone: the hosts of other tests in this process measure with the same meters.</summary>
[CollectionDefinition(nameof(MetricsTests), DisableParallelization = true)]
[Collection(nameof(MetricsTests))]
public sealed partial class MetricsTests
{
    private const string Key = "a-key-that-only-prometheus-and-this-test-know";
    private static readonly Uri Metrics = new("/metrics", UriKind.Relative);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task WithoutAKey_TheAddressDoesNotExist_NotEvenForAnAdministrator()
    {
        await using var app = await LfrApp.StartAsync();
        using var anybody = app.Anybody();
        using var administrator = await app.SignInAsync(Roles.Administrator);

        Assert.Equal(HttpStatusCode.NotFound, (await anybody.GetAsync(Metrics, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await administrator.GetAsync(Metrics, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(anybody, "")).StatusCode);
    }

    [Fact]
    public async Task NobodyReadsMetrics_WithoutTheKey()
    {
        await using var app = await StartAsync();
        using var anybody = app.Anybody();
        using var administrator = await app.SignInAsync(Roles.Administrator);
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var worker = WorkerPass.Sign(key, WorkerPass.AudienceOf(DemoDay.Get<KeyFolder>(app).LicenceKey), TimeProvider.System.GetUtcNow());

        Assert.Equal(HttpStatusCode.Unauthorized, (await anybody.GetAsync(Metrics, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await administrator.GetAsync(Metrics, Cancellation)).StatusCode);
        foreach (var wrong in (string[])["", Key[..^1], Key + "x", Key.ToUpperInvariant(), worker])
        {
            using var answer = await GetAsync(anybody, wrong);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.DoesNotContain("lfr_", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task MetricsKey_OpensNothingElse()
    {
        await using var app = await StartAsync();
        using var prometheus = app.Anybody();
        prometheus.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Key);

        Assert.Equal(HttpStatusCode.OK, (await prometheus.GetAsync(Metrics, Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await prometheus.GetAsync(new Uri("/home", UriKind.Relative), Cancellation)).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await prometheus.PostAsync(new Uri("/hubs/worker/negotiate?negotiateVersion=1", UriKind.Relative), null, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Commands_AreMeasured_ByNameAndOutcome()
    {
        await using var app = await StartAsync();
        var draft = DemoDay.Get<DraftDeployment>(app);
        await draft.RunAsync(await DemoDay.ActorAsync(app, Roles.Planner), Guid.CreateVersion7(), Given.GoodPlan() with { Window = null }, Cancellation);
        await draft.RunAsync(await DemoDay.ActorAsync(app, Roles.Operator), Guid.CreateVersion7(), Given.GoodPlan() with { Window = null }, Cancellation);

        var page = await ReadAsync(app);

        Assert.True(Value(page, "lfr_command_duration_seconds_count", "lfr_command=\"DraftDeployment\"", "lfr_outcome=\"done\"") >= 1);
        Assert.True(Value(page, "lfr_command_duration_seconds_count", "lfr_command=\"DraftDeployment\"", "lfr_outcome=\"role\"") >= 1);
        await Eventually.HoldsAsync(
            async () => Value(await ReadAsync(app), "http_server_request_duration_seconds_count", "http_route=\"/metrics\"") >= 1, "the reading itself is measured");
    }

    [Fact]
    public async Task DemonstrationRun_IsMeasured_FromTheFrameToTheAlert_WithoutPersonalData()
    {
        TestModels.FolderOrSkip();
        await using var app = await LfrApp.StartAsync(new LfrAppOptions
        {
            Demo = true, Worker = true, Settings = new Dictionary<string, string?> { ["Telemetry:MetricsKey"] = Key },
        });
        var id = await DemoDay.GoLiveAsync(app);
        await DemoDay.RaisedAsync(app, id, 1);
        await Eventually.HoldsAsync(async () => Value(await ReadAsync(app), "lfr_runs_live") == 1, "the worker reports that it runs");

        var page = await ReadAsync(app);

        Assert.Equal(1, Value(page, "lfr_workers_connected"));
        Assert.True(Value(page, "lfr_frames_read_total", "lfr_camera=\"1\"") > 0);
        Assert.True(Value(page, "lfr_frames_dropped_total", "lfr_camera=\"1\"", "lfr_reason=\"overtaken\"") >= 0);
        Assert.True(Value(page, "lfr_decision_duration_seconds_count", "lfr_camera=\"1\"") > 0);
        Assert.True(Value(page, "lfr_faces_compared_total") > 0);
        Assert.True(Value(page, "lfr_alerts_raised_total") >= 1);
        Assert.True(Value(page, "lfr_alert_commit_duration_seconds_count") >= 1);

        // The process's own id in target_info is nobody's.
        var measured = string.Join('\n', page.Split('\n').Where(line => !line.Contains("target_info", StringComparison.Ordinal)));
        Assert.DoesNotMatch(AnId(), measured);
        Assert.All(DemoAccounts.All, a => Assert.False(measured.Contains(a.Email, StringComparison.OrdinalIgnoreCase) || measured.Contains(a.Name, StringComparison.OrdinalIgnoreCase), a.Name));
        var listed = await app.InDatabaseAsync(db => Task.FromResult(db.Entries.Select(e => e.Reference).ToArray()));
        Assert.NotEmpty(listed);
        Assert.All(listed, reference => Assert.DoesNotContain(reference, measured, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task EveryInstrument_StandsInTheManual_WithItsUnit()
    {
        using var measured = new Measurements();
        await using var app = await StartAsync();
        await ReadAsync(app);
        foreach (var meter in (Type[])[typeof(Lfr.Inference.Hosting.EngineMeter), typeof(Lfr.Web.Telemetry.LfrMeter)])
            System.Runtime.CompilerServices.RuntimeHelpers.RunClassConstructor(meter.TypeHandle);
        var manual = await File.ReadAllTextAsync(Repository.Combine("docs", "operations.md"), Cancellation);

        Assert.True(measured.Instruments.Count >= 16, $"Only {measured.Instruments.Count} instruments are there.");
        Assert.All(measured.Instruments, i => Assert.Contains($"| `{i.Name}` | {i.Unit!.Trim('{', '}')} |", manual, StringComparison.Ordinal));
    }

    private static Task<LfrApp> StartAsync() =>
        LfrApp.StartAsync(new LfrAppOptions { Settings = new Dictionary<string, string?> { ["Telemetry:MetricsKey"] = Key } });

    private static async Task<HttpResponseMessage> GetAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Metrics);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + key);
        return await client.SendAsync(request, Cancellation);
    }

    private static async Task<string> ReadAsync(LfrApp app)
    {
        using var client = app.Anybody();
        using var answer = await GetAsync(client, Key);
        answer.EnsureSuccessStatusCode();
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>Value of the first series of that name with these labels; -1 where there is none.</summary>
    private static double Value(string page, string name, params string[] labels) => page.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal) && labels.All(label => line.Contains(label, StringComparison.Ordinal)))
        .Select(line => double.Parse(line[(line.IndexOf('}', StringComparison.Ordinal) + 1)..].Trim().Split(' ')[0], CultureInfo.InvariantCulture))
        .FirstOrDefault(-1);

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-", RegexOptions.IgnoreCase)]
    private static partial Regex AnId();
}
