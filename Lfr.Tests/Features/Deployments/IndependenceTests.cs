using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy.Rules;
using Lfr.Shared.Watchlists;
using Lfr.Tests.Features.Live;
using Lfr.Tests.Policy;
using Lfr.Web.Dossiers;
using Lfr.Web.Features.Deployments.Commands;
using Lfr.Web.Features.Notices.Commands;
using Lfr.Web.Features.Watchlists.Commands;

namespace Lfr.Tests.Features.Deployments;

/// <summary>An officer is given the planner's role for an hour. What they changed then they cannot authorise later, whichever role they hold by then (R06).</summary>
public sealed class IndependenceTests
{
    private static readonly Actor OfficerAsPlanner = Given.Officer with { RoleNames = new HashSet<string>(StringComparer.Ordinal) { Roles.Planner } };

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Officer_WhoRewroteThePlan_CannotGrantIt()
    {
        await using var rig = await LiveRig.StartAsync(g => g.AuthorisedBy = null, worker: false);
        Given.Do(await rig.Get<TakeBackRequest>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancel));
        var deployment = await rig.DeploymentAsync();
        Given.Do(await rig.Get<ChangePlan>().RunAsync(OfficerAsPlanner, rig.DeploymentId, deployment.Plan with { FootfallBasis = "My own count" }, deployment.Revision, Cancel));
        Given.Do(await rig.Get<SubmitDeployment>().RunAsync(Given.Planner, rig.DeploymentId, null, Cancel));

        Says.RefusedBy("R06", await GrantAsync(rig), "worked on the plan of this deployment");
    }

    [Fact]
    public async Task Officer_WhoWroteTheNotice_CannotGrantIt()
    {
        await using var rig = await LiveRig.StartAsync(g => g.AuthorisedBy = null, worker: false);
        Given.Do(await rig.Get<WriteNotice>().RunAsync(OfficerAsPlanner, rig.DeploymentId, Given.NoticeText with { Contact = "Me" }, null, Cancel));

        Says.RefusedBy("R06", await GrantAsync(rig), "worked on the notice of this deployment");
    }

    [Fact]
    public async Task Officer_WhoRemovedAnEntry_CannotGrantIt()
    {
        await using var rig = await LiveRig.StartAsync(g => g.AuthorisedBy = null, worker: false);
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Officer, Given.Id(301), "No longer wanted.", Cancel));

        Says.RefusedBy("R06", await GrantAsync(rig), "worked on the list of this deployment");
    }

    [Fact]
    public async Task Officer_WhoProposedASuspendedEntryAgain_CannotGrantIt()
    {
        await using var rig = await LiveRig.StartAsync(g => g.AuthorisedBy = null, worker: false);
        Given.Do(await rig.Get<SuspendEntry>().RunAsync(Given.Officer, Given.Id(301), EntryFate.Challenged, "A complaint came in.", Cancel));
        Given.Do(await rig.Get<ReopenWatchlist>().RunAsync(Given.Officer, rig.DeploymentId, "The complaint was heard.", null, Cancel));
        // Suspending and opening the list are no part in it.
        var dossier = await rig.App.InDatabaseAsync(db => rig.Get<DossierReader>().ReadAsync(db, rig.DeploymentId, rig.Clock.GetUtcNow(), Given.Officer, Cancel));
        Says.Met(new AuthorityIsIndependent().Judge(dossier!));
        Given.Do(await rig.Get<LiftSuspension>().RunAsync(Given.Officer, Given.Id(301), null, "It was unfounded.", Cancel));

        Says.RefusedBy("R06", await GrantAsync(rig), "worked on the list of this deployment");
    }

    /// <summary>Whoever is no longer wanted goes off the list at any moment, whoever is at hand; it takes nothing from the authority that was given.</summary>
    [Fact]
    public async Task Officer_WhoRemovesAnEntryAfterGranting_KeepsTheAuthorityWhole()
    {
        await using var rig = await LiveRig.StartAsync(worker: false);
        Given.Do(await rig.Get<RemoveEntry>().RunAsync(Given.Officer, Given.Id(301), "No longer wanted.", Cancel));

        var dossier = await rig.App.InDatabaseAsync(db => rig.Get<DossierReader>().ReadAsync(db, rig.DeploymentId, rig.Clock.GetUtcNow(), null, Cancel));
        Says.Met(new AuthorityIsIndependent().Judge(dossier!));
    }

    private static async Task<Shared.Policy.Outcome> GrantAsync(LiveRig rig) => await rig.Get<DecideAuthority>().RunAsync(
        Given.Officer, rig.DeploymentId, AuthorityVerdict.Granted, "Necessary and proportionate.", "", (await rig.DeploymentAsync()).Plan.Hash(), null, Cancel);
}
