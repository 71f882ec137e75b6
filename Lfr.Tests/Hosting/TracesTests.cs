using System.Collections.Concurrent;
using System.Diagnostics;
using Lfr.Shared.Identity;
using Lfr.Tests.Faults;
using Lfr.Tests.Policy;
using Lfr.Tests.Support;
using Lfr.Web.Features.Deployments.Commands;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Lfr.Tests.Hosting;

public sealed class TracesTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Spans_SayHowItWent_AndNotWhoOrWhich()
    {
        var spans = new ConcurrentQueue<Activity>();
        await using var app = await LfrApp.StartAsync(new LfrAppOptions
        {
            // Nobody listens there: what is kept is asked for in the process.
            Settings = new Dictionary<string, string?> { ["Telemetry:OtlpEndpoint"] = $"http://127.0.0.1:{LfrProcess.FreePort()}" },
            Configure = builder => builder.Services.ConfigureOpenTelemetryTracerProvider(traces => traces.AddProcessor(new Collector(spans))),
        });
        using var client = app.Anybody();
        client.DefaultRequestHeaders.UserAgent.ParseAdd("SomebodysBrowser/1.0");

        await client.GetAsync(new Uri("/notices/SECRET-REFERENCE?about=somebody", UriKind.Relative), Cancellation);
        await client.GetAsync(new Uri("/nowhere/SECRET-REFERENCE", UriKind.Relative), Cancellation);
        await DemoDay.Get<DraftDeployment>(app).RunAsync(await DemoDay.ActorAsync(app, Roles.Planner), Guid.CreateVersion7(), Given.GoodPlan() with { Window = null }, Cancellation);
        await DemoDay.Get<DraftDeployment>(app).RunAsync(await DemoDay.ActorAsync(app, Roles.Operator), Guid.CreateVersion7(), Given.GoodPlan() with { Window = null }, Cancellation);
        await Eventually.HoldsAsync(() => spans.Count(s => s.Source.Name == "Lfr.Web" && s.OperationName == "DraftDeployment") >= 2, "the commands have their spans");
        await Eventually.HoldsAsync(() => spans.Count(s => s.Source.Name != "Lfr.Web") >= 2, "the requests have their spans");

        Assert.Equal(["done", "role"], spans.Where(s => s.OperationName == "DraftDeployment").Select(s => (string)s.GetTagItem("lfr.outcome")!).Order(StringComparer.Ordinal).Distinct(StringComparer.Ordinal));
        Assert.Contains(spans, s => (string?)s.GetTagItem("http.route") == "/notices/{Reference}");
        Assert.All(spans, span =>
        {
            var said = string.Join(' ', span.TagObjects.Select(t => $"{t.Key}={t.Value}")) + span.DisplayName + span.StatusDescription;
            foreach (var personal in (string[])["SECRET", "somebody", "Somebody", "127.0.0.1"])
                Assert.DoesNotContain(personal, said, StringComparison.Ordinal);
        });
    }

    private sealed class Collector(ConcurrentQueue<Activity> spans) : BaseProcessor<Activity>
    {
        public override void OnEnd(Activity data) => spans.Enqueue(data);
    }
}
