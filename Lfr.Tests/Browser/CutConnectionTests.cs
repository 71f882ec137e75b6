using System.Diagnostics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <summary>A network that is cut says nothing to anybody. The page says it, long before Blazor notices.</summary>
public sealed class CutConnectionTests(Chromium chromium)
{
    // Live room, desk and phone: all have it from the layout, and the phone is the one that drives through tunnels.
    public static TheoryData<string, string, int> Screens() => new()
    {
        { Roles.Operator, "live", 1366 },
        { Roles.EngagementOfficer, "engage", 390 },
        { Roles.Planner, "home", 1440 },
    };

    [Theory]
    [MemberData(nameof(Screens))]
    public async Task Page_WhoseNetworkIsCut_SaysSoAtOnce_AndIsCalmAgainOnceItAnswers(string role, string page, int width)
    {
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Demo = true });
        await using var cable = new Cable(app.Address);
        var deployment = await app.InDatabaseAsync(db => db.Deployments.AsNoTracking()
            .Where(d => d.State == DeploymentState.Authorised).Select(d => d.Id).SingleAsync(TestContext.Current.CancellationToken));
        await using var desk = await Desk.OfAsync(chromium, app, role, width, via: cable.Address);
        await desk.GoAsync(page switch { "live" => LfrRoutes.Live(deployment), "engage" => LfrRoutes.Engage(deployment), _ => LfrRoutes.Home });
        var banner = desk.Page.Locator("#components-reconnect-modal");
        await Assertions.Expect(banner).ToBeHiddenAsync();

        cable.Cut();
        var watch = Stopwatch.StartNew();
        await banner.GetByText("No answer from Lfr since").WaitForAsync();
        TestContext.Current.SendDiagnosticMessage($"{page}: {watch.ElapsedMilliseconds} ms until it was said");
        await desk.KeepAsync($"cut-{page}");

        cable.Mend();
        await Assertions.Expect(banner).ToBeHiddenAsync();
    }
}
