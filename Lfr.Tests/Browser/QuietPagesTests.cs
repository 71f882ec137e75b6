using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Browser;

/// <summary>A walk through the pages with the browser's console open: the security policy refuses nothing, no script fails, nobody else is asked for anything.</summary>
public sealed class QuietPagesTests(Chromium chromium)
{
    private static readonly Dictionary<string, Func<Guid, string[]>> Walks = new(StringComparer.Ordinal)
    {
        [Roles.Planner] = id => [LfrRoutes.Home, LfrRoutes.Deployments, LfrRoutes.NewDeployment, LfrRoutes.Deployment(id), LfrRoutes.Plan(id), LfrRoutes.NoticeEditor(id), LfrRoutes.RecordEditor(id)],
        [Roles.Compiler] = id => [LfrRoutes.Home, LfrRoutes.Watchlist(id), LfrRoutes.NewEntry(id)],
        [Roles.WatchlistApprover] = id => [LfrRoutes.Watchlist(id), LfrRoutes.SignOff(id)],
        [Roles.AuthorisingOfficer] = id => [LfrRoutes.Home, LfrRoutes.Authority(id), LfrRoutes.Watchlist(id)],
        [Roles.Silver] = id => [LfrRoutes.Home, LfrRoutes.Live(id)],
        [Roles.Operator] = id => [LfrRoutes.Home, LfrRoutes.Live(id)],
        [Roles.EngagementOfficer] = id => [LfrRoutes.Home, LfrRoutes.Engage(id)],
        [Roles.Oversight] = id => [LfrRoutes.Home, LfrRoutes.Audit, LfrRoutes.AuditOf(id), LfrRoutes.RecordEditor(id)],
        [Roles.DataProtectionOfficer] = id => [LfrRoutes.Home, LfrRoutes.RecordEditor(id)],
        [Roles.Administrator] = _ => [LfrRoutes.Home, LfrRoutes.Audit, LfrRoutes.People, LfrRoutes.InvitePerson, LfrRoutes.ImportPeople],
    };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Explicit = true)]
    [Trait("Duration", "Long")]
    public async Task StaffPagesAndPublicPages_LeaveTheConsoleEmpty()
    {
        TestModels.FolderOrSkip();
        await using var app = await LfrApp.StartAsync(new LfrAppOptions { Demo = true });
        var (ready, published) = await app.InDatabaseAsync(async db => (
            await db.Deployments.AsNoTracking().Where(d => d.State == DeploymentState.Authorised).Select(d => d.Id).FirstAsync(Cancel),
            await db.Deployments.AsNoTracking().Where(d => d.State == DeploymentState.Published).Select(d => d.Reference).FirstAsync(Cancel)));
        var announced = await app.InDatabaseAsync(db => db.Deployments.AsNoTracking().Where(d => d.Id == ready).Select(d => d.Reference).SingleAsync(Cancel));

        await using (var anybody = await chromium.OpenAsync(app))
        {
            foreach (var address in (string[])[LfrRoutes.Notices, LfrRoutes.Records, LfrRoutes.Notice(announced), LfrRoutes.Record(published), LfrRoutes.SignIn])
            {
                await anybody.Page.GotoAsync(address);
                Assert.True(anybody.Problems.Count == 0, $"{address}: {string.Join('\n', anybody.Problems)}");
            }
        }

        foreach (var (role, walk) in Walks)
        {
            await using var desk = await Desk.OfAsync(chromium, app, role);
            foreach (var address in walk(ready))
            {
                await desk.GoAsync(address);
                Assert.True(desk.Problems.Count == 0, $"{role} at {address}: {string.Join('\n', desk.Problems)}");
            }
        }

        Assert.DoesNotContain(app.Log, l => l.Contains("the security policy refused something", StringComparison.Ordinal));
    }
}
