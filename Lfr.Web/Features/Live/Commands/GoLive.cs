using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments;
using Lfr.Web.Features.Watchlists;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>
/// An operator presses Go live. Every precondition is asked again inside the transaction, from what the database holds at that moment; only then is a
/// licence minted. Without it the engine compares nothing.
/// </summary>
public sealed class GoLive(LfrTransaction transaction, DossierReader dossiers, GalleryReader galleries, KeyFolder keys, BiometricVault vault, WorkerFleet fleet)
{
    /// <summary>Mints the licence, commits, then hands it to a worker.</summary>
    public async Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken)
    {
        (Guid Licence, LicenceGrant Grant)? minted = null;
        var outcome = await transaction.RunAsync(actor, nameof(GoLive), async (work, cancel) =>
        {
            minted = null;
            work.About(deploymentId, $"Deployment {deploymentId}");
            if (Duty.Of(actor, Roles.Operator) is { Succeeded: false } refused)
                return refused;
            if (await dossiers.ReadAsync(work.Db, deploymentId, work.Now, actor, cancel) is not { } dossier)
                return Duty.NotFound("This deployment");
            if (dossier.Deployment.CurrentRun is not null)
                return Outcome.WrongState("It is already live.");
            var rows = await galleries.ReadAsync(work.Db, deploymentId, cancel);
            var findings = RuleBook.At(Gate.GoLive, dossier with { RecomputedGalleryHash = GalleryDigest.Compute(rows) });
            if (Outcome.From(findings) is { Succeeded: false } blocked)
                return blocked;
            if (dossier is not { Policy: { } policy, Engine: { Calibration: { } calibration, Problem: null } engine, Plan.Window: { } window })
                return Outcome.WrongState(dossier.Engine.Problem ?? "The engine's model has no calibration, so that no threshold can be derived.", "an administrator");

            var licence = Mint(work, dossier, policy, calibration, engine, window, rows);
            var signed = LicenceSeal.Sign(licence, keys.LicenceKey);
            var run = new Run(
                licence.LicenceId, signed, licence.Threshold, licence.GalleryHash, licence.GallerySize, licence.Models, actor.Sign(work.Now), licence.NotAfter,
                [], null, null, null, RunCounters.None);
            var result = dossier.Deployment.GoLive(run, findings);
            if (!result.Succeeded)
                return result;
            if (await vault.OutboxKeyAsync(work.Db, deploymentId, licence.LicenceId, cancel) is not { } outboxKey)
                return Outcome.WrongState("The list's biometrics were destroyed.", "the compiler");
            minted = (licence.LicenceId, new LicenceGrant(signed, outboxKey, Paused: false));
            work.Did($"Went live: {licence.GallerySize} on the list, threshold {licence.Threshold:0.000}, until {licence.NotAfter:yyyy-MM-dd HH:mm} UTC.");
            work.Tell(ChangeKind.Deployment, deploymentId);
            return result;
        }, cancellationToken);
        // A worker that left in this moment gets the grant when it says hello again.
        if (outcome.Succeeded && minted is { } go)
            await fleet.StartAsync(go.Licence, go.Grant);
        return outcome;
    }

    private static DeploymentLicence Mint(
        Work work, Dossier dossier, PolicyPack policy, Calibration calibration, EngineProfile engine, Window window, IReadOnlyList<GalleryRow> rows) => new(
        work.NewId(),
        dossier.Deployment.Id,
        dossier.Deployment.Reference,
        window.Start,
        window.End,
        [.. dossier.Plan.Cameras.Select(c => new LicensedCamera(c.Id, c.Name, c.Source))],
        (float)ThresholdChoice.For(calibration, dossier.Plan.TargetFalseAlertRate, rows.Count, policy.Numbers).Cosine,
        policy.Numbers.AgreeingFrames,
        policy.Numbers.RepeatSuppressionSeconds,
        policy.Numbers.MinimumFaceHeight,
        engine.Models,
        GalleryDigest.Compute(rows),
        rows.Count,
        policy.Id,
        work.Now);
}
