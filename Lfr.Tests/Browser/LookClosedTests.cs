using Lfr.Shared.Identity;
using Lfr.Tests.Faults;
using Lfr.Tests.Features.Watchlists;
using Lfr.Tests.Support;
using Lfr.Web.Components.Pages;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Lfr.Tests.Browser;

/// <summary>Somebody with the duty but without a task at a deployment says why, sees the list, and is found in the audit log.</summary>
public sealed class LookClosedTests(Chromium chromium, SharedApp shared) : IClassFixture<SharedApp>
{
    [Fact]
    public async Task Oversight_SaysWhy_ThenSeesTheList_AndTheLogSaysSo()
    {
        var list = await CompiledList.StartAsync(shared.App);
        await list.ProposeAsync("01", d => d with { SubjectName = "Rowan Unmistakable" });
        await using var oversight = await Desk.OfAsync(chromium, shared.App, Roles.Oversight);
        await oversight.GoAsync(LfrRoutes.Watchlist(list.DeploymentId));
        await oversight.SeesAsync("You have no task at this deployment now");
        Assert.DoesNotContain("Unmistakable", await oversight.Page.ContentAsync(), StringComparison.Ordinal);

        await oversight.PressAsync("Say why");
        await oversight.GiveReasonAsync("too short", "Show it");
        await oversight.SeesAsync("The reason is too short to say why.");
        await oversight.LookAsync("20-say-why");
        await oversight.PressAsync("Say why");
        await oversight.GiveReasonAsync("Inspects every tenth list.", "Show it");
        await oversight.SeesAsync("Rowan Unmistakable");

        await oversight.GoAsync(LfrRoutes.LooksAt(list.DeploymentId, "R-00001"));
        await oversight.SeesAsync("Looked at names on the list: R-00001. Why: \"Inspects every tenth list.\"");
        await oversight.LookAsync("21-who-looked");
        oversight.AssertQuiet();
    }

    /// <summary>Nobody sees anything without a line in the log. Once it can be written again, nobody has to press anything.</summary>
    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task LiveRoom_ThatWasClosedBecauseTheLogWas_OpensByItself_OnceTheLogIsOpenAgain()
    {
        TestModels.FolderOrSkip();
        await using var app = await DemoDay.StartAsync();
        var deployment = await DemoDay.GoLiveAsync(app);
        await DemoDay.RaisedAsync(app, deployment, 1);
        await using var constable = await Desk.OfAsync(chromium, app, Roles.Operator);
        await RunAsync("CREATE TRIGGER closed BEFORE INSERT ON AuditEvents BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END");
        await constable.GoAsync($"{LfrRoutes.Live(deployment)}?alert=1");
        await constable.SeesAsync("The audit log cannot be written at the moment");
        // Drawing the page asks three times at the most; after that nobody but the room itself asks again.
        await Eventually.HoldsAsync(() => app.Log.Count(l => l.Contains("could not be written into the audit log", StringComparison.Ordinal)) > 5, "the room asks again and again");

        await RunAsync("DROP TRIGGER closed");

        await constable.SeesAsync("Is this the same person?");
        constable.AssertQuiet();

        Task<int> RunAsync(string sql) => app.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(sql, TestContext.Current.CancellationToken));
    }

    /// <summary>Nobody presses anything in the room: it asks again.</summary>
    [Fact]
    public async Task LiveRoom_ThatIsClosed_OpensByItself()
    {
        TestModels.FolderOrSkip();
        await using var app = await DemoDay.StartAsync();
        var deployment = await DemoDay.GoLiveAsync(app);
        await DemoDay.RaisedAsync(app, deployment, 1);
        await using var oversight = await Desk.OfAsync(chromium, app, Roles.Oversight);
        await oversight.GoAsync($"{LfrRoutes.Live(deployment)}?alert=1");
        await oversight.SeesAsync("You have no task at this deployment now");
        var account = new Actor(await app.IdOfAsync(Roles.Oversight), "Ingrid Solberg", Rank.Staff, new HashSet<string>(StringComparer.Ordinal) { Roles.Oversight });

        CompiledList.Done(await app.Services.GetRequiredService<SayWhyYouLook>().RunAsync(account, deployment, "Inspects every tenth run.", TestContext.Current.CancellationToken));

        await oversight.SeesAsync("An operator or an engagement officer answers whether this is the same person.");
        oversight.AssertQuiet();
    }
}
