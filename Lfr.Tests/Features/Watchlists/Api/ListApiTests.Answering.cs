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

/// <content>Whoever answers for a system.</content>
public sealed partial class ListApiTests
{
    /// <summary>One person's own work, though a system did it.</summary>
    [Fact]
    public async Task WhoeverAnswersForTheSystem_DoesNotSignItsProposalsOff()
    {
        var (list, reference) = await StartAsync();
        var approver = await rig.AsTheAsync(Roles.WatchlistApprover);
        using var custody = await ClientAsync([SystemScopes.Propose], responsible: approver.UserId);
        using var answer = await ImportAsync(custody, reference, "k1", 1);
        await EndsAsync(custody, answer.Headers.Location!);
        var entry = (await list.RowsAsync())[0].Id;

        Says.RefusedBy("R19", await list.DecideAsync(approver, entry), "and you answer for that system");
        Given.Do(await list.DecideAsync(Given.Approver, entry));
    }

    /// <summary>Nor do they find them in their queue, claim one, sample the list or grant authority for it; and the system of somebody who signed the list off proposes nothing more.</summary>
    [Fact]
    public async Task WhoeverAnswersForTheSystem_HasItsPartInTheList()
    {
        var (list, reference) = await StartAsync();
        var approver = await rig.AsTheAsync(Roles.WatchlistApprover);
        using var custody = await ClientAsync([SystemScopes.Propose], responsible: approver.UserId);
        using var answer = await ImportAsync(custody, reference, "k1", 1);
        await EndsAsync(custody, answer.Headers.Location!);
        var entry = (await list.RowsAsync())[0].Id;

        var queue = await list.Get<ReadSignOffQueue>().RunAsync(approver, list.DeploymentId, null, SignOffOrder.Risk, Cancel);
        Assert.Equal((0, 1, null), (queue!.Waiting, queue.ForOthers, queue.Current));
        Says.RefusedBy("STATE", await list.Get<ClaimEntry>().RunAsync(approver, Guid.CreateVersion7(), entry, Cancel), "or a system that you answer for");
        Says.RefusedBy("R19", await list.DecideAsync(approver, await list.ProposeAsync("02")), "compiled other entries of this list");
        Given.Do(await list.DecideAsync(Given.Approver, entry));
        var officer = approver with { RoleNames = new HashSet<string> { Roles.AuthorisingOfficer } };
        Says.RefusedBy("ROLE", await list.Get<DrawSample>().RunAsync(officer, list.DeploymentId, null, Cancel), "You answer for a system");
        var dossier = await rig.App.InDatabaseAsync(db => list.Get<DossierReader>().ReadAsync(db, list.DeploymentId, rig.Time.GetUtcNow(), officer, Cancel));
        Assert.Contains(approver.UserId, dossier!.AnswerForHands);

        var (second, secondReference) = await StartAsync();
        Given.Do(await second.DecideAsync(approver, await second.ProposeAsync("03")));
        using var refused = await ImportAsync(custody, secondReference, "k2", 1);
        Assert.Equal("R19", (await ProblemAsync(refused, HttpStatusCode.UnprocessableEntity)).GetProperty("rule").GetString());
    }

    [Fact]
    public async Task SystemWhosePersonWasRetired_IsRefused_UntilTwoAdministratorsHandItOver()
    {
        var (_, reference) = await StartAsync();
        var leaving = (await rig.InviteAsync(PeopleRig.Person("leaving@force.example"))).Id;
        using var custody = await ClientAsync([SystemScopes.Propose], "Custody of one who leaves", responsible: leaving);
        Given.Do(await rig.Get<AskForSystem>().RunAsync(rig.First, new SystemClientWanted("Never confirmed", leaving, [SystemScopes.Propose], [], 30), Cancel));
        var address = $"{LfrRoutes.Api}/deployments/{reference}/entries/NOM-1";
        var id = await IdOfAsync("Custody of one who leaves");
        await ProblemAsync(await custody.GetAsync(address, Cancel), HttpStatusCode.NotFound);

        Assert.Equal(["Custody of one who leaves"], (await rig.SheetAsync(leaving)).AnswersFor);
        Given.Do(await rig.Get<RetireAccount>().RunAsync(rig.First, leaving, "Left the force.", null, Cancel));
        var refused = await ProblemAsync(await custody.GetAsync(address, Cancel), HttpStatusCode.Unauthorized);
        Assert.StartsWith("Nobody answers for this system any more: Jo Okoye was retired.", refused.GetProperty("detail").GetString(), StringComparison.Ordinal);
        Says.RefusedBy("STATE", (await rig.Get<ConfirmSystem>().RunAsync(rig.Second, await IdOfAsync("Never confirmed"), Cancel)).Outcome, "was retired");

        var compiler = await rig.AsTheAsync(Roles.Compiler);
        Says.RefusedBy("FORM", await rig.Get<HandSystemOver>().RunAsync(rig.First, id, leaving, Cancel));
        Given.Do(await rig.Get<HandSystemOver>().RunAsync(rig.First, id, compiler.UserId, Cancel));
        Says.RefusedBy("CONFLICT", await rig.Get<HandSystemOver>().RunAsync(rig.Second, id, compiler.UserId, Cancel));
        Says.RefusedBy("ROLE", await rig.Get<ConfirmSystemHandover>().RunAsync(rig.First, id, Cancel), "a second administrator");
        await ProblemAsync(await custody.GetAsync(address, Cancel), HttpStatusCode.Unauthorized);
        Given.Do(await rig.Get<ConfirmSystemHandover>().RunAsync(rig.Second, id, Cancel));

        await ProblemAsync(await custody.GetAsync(address, Cancel), HttpStatusCode.NotFound);
        var client = await rig.App.InDatabaseAsync(db => db.SystemClients.AsNoTracking().SingleAsync(c => c.Id == id, Cancel));
        Assert.Equal((compiler.UserId, true, null), (client.ResponsibleId, client.WasAnsweredForBy(leaving), client.HandedTo));
        Says.RefusedBy("STATE", await rig.Get<ConfirmSystemHandover>().RunAsync(rig.Second, id, Cancel));
    }
}
