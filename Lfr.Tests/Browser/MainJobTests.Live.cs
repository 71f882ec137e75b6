using Lfr.Shared.Alerts;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Tests.Support;
using Lfr.Web.Components;
using Lfr.Web.Features.Records.Commands;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;

namespace Lfr.Tests.Browser;

/// <content>The live room, the close-down and the record.</content>
public sealed partial class MainJobTests
{
    private static readonly (string Person, string Name, string Why, string Here)[] Listed =
    [
        ("03", "Rowan Tilley", "Failed to appear for sentence for two street robberies in South Street.", "His phone was used in Romford on Saturday evening."),
        ("09", "Petra Halloran", "Did not surrender to bail on a charge of wounding with a broken bottle.", "Her partner works in the market beside the zone."),
        ("15", "Gareth Imre", "Recalled to prison after leaving approved premises; convicted of aggravated burglary.", "Seen twice this month on the bus that stops at the station."),
    ];

    private static readonly (string Step, string Label, string Text)[] Answers =
    [
        ("Why here", "Evidence for the use case", "41 robberies within 300 m in the last quarter, the upper quarter of the borough."),
        ("Why here", "Legal power", "Common law; Police and Criminal Evidence Act 1984, section 24."),
        ("Why here", "Reason to believe", "Each person was seen, works or meets others within the zone at these hours."),
        ("Necessity", "Necessity", "Four weeks of visits and patrols found none of them."),
        ("Necessity", "Proportionality", "One camera, one day, a short list; every other face is deleted at once."),
        ("Necessity", "Less intrusive methods", "Patrols with photographs and a local appeal were tried."),
        ("Necessity", "Sensitive sites", "none"),
        ("Who is looked for", "Criteria", "People wanted on warrant for violence, with a reason to expect them here."),
        ("Footfall and errors", "Where the footfall comes from", "Station counts of the last three Thursdays."),
    ];

    private static readonly (string Label, string Text)[] NoticeAnswers =
    [
        ("Summary", "Police compare faces at South Street with a short list."), ("Why", "Robberies here are among the highest in the borough."),
        ("Who is looked for", "People wanted by the courts."), ("Another way", "Atlanta Boulevard leads round the zone."),
        ("What happens to your face", "It is deleted at once."), ("Your rights", "You may ask, and you may complain."), ("Contact", "lfr@example.police.uk"),
    ];

    /// <summary>From a phone: the sign is listed, then photographed where it stands.</summary>
    private async Task SignsGoUpAsync(LfrApp app)
    {
        await using var officer = await force.AtDeskAsync(Roles.EngagementOfficer);
        await officer.GoAsync(LfrRoutes.Signs(deployment));
        await officer.WriteAsync("Where it stands", "South Street, lamp post before the bank");
        await officer.PressAsync("List it");
        await officer.SeesAsync("Listed. Photograph it on the day.");
        var file = officer.Page.Locator("input[type=file]");
        await officer.Page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await file.SetInputFilesAsync(StreetSigns.Picture);
        await officer.SeesAsync("1 of 1 up", 60);
        await officer.LookAsync("10-signs");
        Assert.True(await officer.Page.EvaluateAsync<bool>("async () => { const i = document.querySelector('.signs img'); await i.decode(); return i.naturalWidth > 100; }"));
        officer.AssertQuiet();
    }

    private async Task OperatorRunsItAsync(LfrApp app)
    {
        await using var room = await force.AtDeskAsync(Roles.Operator);
        await room.GoAsync(LfrRoutes.Live(deployment));
        await room.LookAsync("11-ready");
        await room.PressAsync("Go live");
        await Eventually.HoldsAsync(async () => await StateAsync(app) == DeploymentState.Live, "the deployment is live", TimeSpan.FromSeconds(60));

        // The film shows 03 and 09; 15 never walks by.
        await room.SeesAsync("Is this the same person?", 120);
        await room.LookAsync("12-alert");
        Assert.Equal(0, await room.Page.GetByText("Score", new PageGetByTextOptions { Exact = true }).CountAsync());
        var first = await app.InDatabaseAsync(db => db.Alerts.AsNoTracking().Where(a => a.DeploymentId == deployment).OrderBy(a => a.Sequence).FirstAsync(Cancel));
        Assert.Equal(1, first.Sequence);

        await room.Page.Keyboard.PressAsync("1");
        await room.SeesAsync("What matches?");
        await room.Page.Keyboard.PressAsync("e");
        await room.Page.Keyboard.PressAsync("o");
        await room.PressAsync("Confirm");
        await room.SeesAsync("Check now.");
        Assert.True(await room.Page.GetByText("Score", new PageGetByTextOptions { Exact = true }).First.IsVisibleAsync());
        await room.LookAsync("13-answered");
        await room.PressAsync("Police National Computer");
        await room.PressAsync("Still");
        await room.PressAsync("Send officers");
        // The desk goes on to the next face; officers report about the first.
        await room.Page.Locator(".line.marked", new PageLocatorOptions { HasText = "Alert 1" }).ClickAsync();
        await room.PressAsync("Spoken to");
        await room.PressAsync("The person sought, by documents");
        await room.PressAsync("Arrest");
        await room.LookAsync("14-engagement");
        await room.PressAsync("Leaflet given");
        await Eventually.HoldsAsync(
            () => app.InDatabaseAsync(db => db.Alerts.AnyAsync(a => a.Id == first.Id && a.State == AlertState.Closed, Cancel)), "the engagement is recorded");

        // The second listed person walks by as well; this time the operator says no.
        await Eventually.HoldsAsync(
            () => app.InDatabaseAsync(async db => await db.Alerts.CountAsync(a => a.DeploymentId == deployment, Cancel) == 2), "the second person raised an alert", TimeSpan.FromSeconds(90));
        await room.GoAsync(LfrRoutes.Live(deployment));
        await room.SeesAsync("Is this the same person?", 60);
        await room.PressAsync("Not the same");
        await room.SeesAsync("What differs?");
        await room.Page.Locator(".chip", new PageLocatorOptions { HasText = "ears" }).ClickAsync();
        await room.PressAsync("Confirm");
        await Eventually.HoldsAsync(
            () => app.InDatabaseAsync(async db => await db.Alerts.CountAsync(a => a.DeploymentId == deployment && a.State == AlertState.False, Cancel) == 1), "the false alert is answered");

        await room.PressAsync("Stop", exact: true);
        await room.GiveReasonAsync("The shift is over.", "Stop");
        await Eventually.HoldsAsync(async () => await StateAsync(app) == DeploymentState.Ended, "the run ended");
        await room.SeesAsync("The run ended");
        await room.LookAsync("15-stopped");
        // Both answers were the operator's: somebody else destroys the photographs that show whether they were right.
        await room.GoAsync(LfrRoutes.RecordEditor(deployment));
        await room.SeesAsync("You decided about 2 alerts of this deployment");
        room.AssertQuiet();
        Assert.Equal(2, await app.InDatabaseAsync(db => db.Alerts.Where(a => a.DeploymentId == deployment).Select(a => a.EntryId).Distinct().CountAsync(Cancel)));
    }

    private async Task RecordIsPublishedAsync(LfrApp app)
    {
        await using (var planner = await force.AtDeskAsync(Roles.Planner))
        {
            await planner.GoAsync(LfrRoutes.RecordEditor(deployment));
            await planner.LookAsync("16-close-down");
            await planner.PressAsync("Close down");
            var dialog = planner.Page.GetByRole(AriaRole.Dialog);
            await dialog.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { NameRegex = new("destroy|close down", System.Text.RegularExpressions.RegexOptions.IgnoreCase) }).Last.ClickAsync();
            await Eventually.HoldsAsync(async () => await StateAsync(app) == DeploymentState.Debriefed, "it is closed down");
        }

        // The list is gone; pictures of alerts stay until they are due.
        Assert.False(await app.InDatabaseAsync(db => db.BiometricKeys.AnyAsync(k => k.DeploymentId == deployment && k.Scope == KeyScope.Watchlist, Cancel)));
        Assert.False(await app.InDatabaseAsync(db => db.Blobs.AnyAsync(
            b => b.DeploymentId == deployment && (b.Kind == BlobKind.WatchlistPhotograph || b.Kind == BlobKind.WatchlistTemplate), Cancel)));

        await using (var planner = await force.AtDeskAsync(Roles.Planner))
        {
            await planner.GoAsync(LfrRoutes.RecordEditor(deployment));
            await planner.Page.Locator("textarea").First.FillAsync("Two people on the list walked by. One was arrested on a warrant; the other alert was judged false.");
            await planner.PressAsync("Save");
            await Eventually.HoldsAsync(() => app.InDatabaseAsync(db => db.Records.AnyAsync(r => r.DeploymentId == deployment, Cancel)), "the words are saved");
        }

        await using var officer = await force.AtDeskAsync(Roles.AuthorisingOfficer);
        await officer.GoAsync(LfrRoutes.RecordEditor(deployment));
        await officer.LookAsync("17-record");
        await officer.PressAsync("Publish");
        var confirm = officer.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Publish" });
        await Eventually.HoldsAsync(
            async () =>
            {
                // Said at once, instead of a minute's wait for what was refused.
                Assert.Empty(await app.InDatabaseAsync(db => db.AuditEvents.Where(e => e.Action == nameof(PublishRecord) && !e.Done).Select(e => e.Sentence).ToListAsync(Cancel)));
                return await StateAsync(app) == DeploymentState.Published || await confirm.CountAsync() > 0;
            },
            "the record is public, or the page asks once more");
        if (await confirm.CountAsync() > 0)
            await confirm.Last.ClickAsync();
        await Eventually.HoldsAsync(async () => await StateAsync(app) == DeploymentState.Published, "the record is public");
    }

    private async Task PublicReadsTheRecordAsync(LfrApp app)
    {
        await using var anybody = await chromium.OpenAsync(app, javaScript: false);
        await anybody.Page.GotoAsync(LfrRoutes.Record(reference));
        await anybody.Page.GetByText("Arrests after an alert").First.WaitForAsync();
        await anybody.ScreenshotAsync("18-public-record");
        using var client = app.Anybody();
        var csv = await client.GetStringAsync(new Uri(LfrRoutes.OpenDataCsv, UriKind.Relative), Cancel);
        Assert.Contains(reference, csv, StringComparison.Ordinal);
        anybody.AssertQuiet();
    }
}
