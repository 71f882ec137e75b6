using System.Security.Cryptography;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Features.Watchlists;
using Lfr.Tests.Support;
using Lfr.Web.Urls;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Components.Server.Circuits;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>People close tabs all day, in the middle of whatever runs there. An administrator who finds an error in the log for each of them soon reads none.</summary>
public sealed class ClosedTabTests(Chromium chromium) : IDisposable
{
    private readonly string photograph = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".jpg");

    public void Dispose() => File.Delete(photograph);

    [Fact]
    public async Task Tab_ClosedInTheLiveRoom_OrInTheMiddleOfAnUpload_LeavesNoErrorInTheLog()
    {
        var circuits = new Circuits();
        await using var app = await LfrApp.StartAsync(new LfrAppOptions
        {
            Demo = true,
            Configure = builder =>
            {
                builder.Services.AddSingleton<CircuitHandler>(circuits);
                builder.Services.Configure<CircuitOptions>(o => o.DisconnectedCircuitRetentionPeriod = TimeSpan.FromSeconds(1));
            },
        });
        var list = await CompiledList.StartAsync(app);
        var live = await app.InDatabaseAsync(db => db.Deployments.AsNoTracking()
            .Where(d => d.State == DeploymentState.Authorised).Select(d => d.Id).SingleAsync(TestContext.Current.CancellationToken));
        await File.WriteAllBytesAsync(photograph, [0xFF, 0xD8, 0xFF, .. RandomNumberGenerator.GetBytes(14 * 1024 * 1024)], TestContext.Current.CancellationToken);
        await using var operators = await Desk.OfAsync(chromium, app, Roles.Operator);
        await using var compilers = await Desk.OfAsync(chromium, app, Roles.Compiler);
        await operators.GoAsync(LfrRoutes.Live(live));
        await compilers.GoAsync($"{LfrRoutes.Watchlist(list.DeploymentId)}/new");
        var before = app.Log.Count;

        // One says goodbye, as a browser does whose tab is closed; the other is gone in the middle of what it sends, as one that is killed.
        await operators.Page.CloseAsync(new PageCloseOptions { RunBeforeUnload = true });
        await compilers.ChoosePhotographAsync(photograph);
        await compilers.SeesAsync("Uploading the photograph…");
        await compilers.Page.CloseAsync();
        await Eventually.HoldsAsync(() => Task.FromResult(circuits.Open == 0), "the circuits of both tabs are closed");

        Assert.DoesNotContain(
            app.Log.Skip(before), l => l.StartsWith("Error ", StringComparison.Ordinal) || l.StartsWith("Critical ", StringComparison.Ordinal) || l.StartsWith("Warning ", StringComparison.Ordinal));
    }

    /// <summary>Counts circuits that are open.</summary>
    private sealed class Circuits : CircuitHandler
    {
        private int open;

        public int Open => Volatile.Read(ref open);

        public override Task OnCircuitOpenedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            Interlocked.Increment(ref open);
            return Task.CompletedTask;
        }

        public override Task OnCircuitClosedAsync(Circuit circuit, CancellationToken cancellationToken)
        {
            Interlocked.Decrement(ref open);
            return Task.CompletedTask;
        }
    }
}
