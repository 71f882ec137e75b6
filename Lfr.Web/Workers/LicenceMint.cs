using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Live;
using Lfr.Shared.Policy;
using Lfr.Shared.Policy.Rules;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Workers;

/// <summary>A licence fresh from the mint.</summary>
/// <param name="DeploymentId">Deployment.</param>
/// <param name="Run">The run that it allows.</param>
/// <param name="Findings">What the rules said about it.</param>
/// <param name="Grant">What a worker needs.</param>
/// <param name="WorkerId">The worker that it was assigned to.</param>
public sealed record MintedLicence(Guid DeploymentId, Run Run, IReadOnlyList<Finding> Findings, LicenceGrant Grant, Guid WorkerId);

/// <summary>
/// The only place where licences are made. Every precondition is asked again, inside the transaction, from what the database holds at that moment;
/// which worker gets the licence is decided in it as well.
/// </summary>
public sealed class LicenceMint(GalleryReader galleries, KeyFolder keys, BiometricVault vault, CameraPasswords passwords)
{
    /// <summary>Mints a licence for the list as it is sealed now, or says what stands in the way.</summary>
    /// <param name="work">The transaction.</param>
    /// <param name="dossier">The deployment, with the engine that would run it.</param>
    /// <param name="actor">Who asks for it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(Outcome Outcome, MintedLicence? Minted)> MintAsync(CommandContext work, Dossier dossier, Actor actor, CancellationToken cancellationToken)
    {
        var deployment = dossier.Deployment;
        var rows = dossier.Watchlist?.Seal is { } seal ? await galleries.UnderAsync(work.Db, deployment.Id, seal, cancellationToken) : [];
        // In the form of the seal, so that the licence names the very list that was sealed.
        var galleryHash = GalleryDigest.ComputeLike(dossier.Watchlist?.Seal?.GalleryHash, rows);
        GalleryReader.Clear(rows);
        var findings = RuleBook.At(Gate.GoLive, dossier with { RecomputedGalleryHash = galleryHash });
        if (Outcome.From(findings) is { Succeeded: false } blocked)
            return (blocked, null);
        // Whatever the policy weighs, and nobody can forget to look: without a look no licence is minted.
        var log = RuleBook.Find<RowsAreAsTheLogLeftThem>();
        if (dossier.Discrepancies is null)
            throw new InvalidOperationException("Nobody looked whether the rows are as the audit log left them.");
        if (Outcome.From([log.Weigh(log.Judge(dossier), Weight.Block, dossier.Policy)]) is { Succeeded: false } changed)
            return (changed, null);
        if (dossier is not { Policy: { } policy, Engine: { Calibration: { } calibration, Problem: null, WorkerId: { } worker } engine, Plan.Window: { } window })
            return (Outcome.WrongState(dossier.Engine.Problem ?? "The engine's model has no calibration, so that no threshold can be derived.", "Ask an administrator to repair the engine."), null);

        // Those who were suspended since are under the licence and are not compared: the threshold is for the others.
        var withdrawn = await LicenceGrants.WithdrawnAsync(work.Db, deployment.Id, galleryHash, work.Now, cancellationToken);
        var compared = rows.Count(r => !withdrawn.Contains(r.EntryId));
        var threshold = (float)ThresholdChoice.For(calibration, dossier.Plan.TargetFalseAlertRate, compared).Cosine;
        var licence = Licence(work, dossier, policy, threshold, engine, window, rows.Count, galleryHash);
        var signed = LicenceSeal.Sign(licence, keys.LicenceKey);
        if (await vault.OutboxKeyAsync(work.Db, deployment.Id, licence.LicenceId, cancellationToken) is not { } outboxKey)
            return (Outcome.WrongState("The list's biometrics were destroyed.", "Build and seal a new list."), null);
        var run = new Run(
            licence.LicenceId, signed, licence.Threshold, licence.GalleryHash, licence.GallerySize, licence.Models, actor.Sign(work.Now), licence.NotAfter,
            [], null, null, null, FaceCounts.None);
        var generation = await work.Db.Assignments.CountAsync(a => a.DeploymentId == deployment.Id, cancellationToken) + 1;
        work.Db.Assignments.Add(WorkerAssignment.Assign(licence.LicenceId, deployment.Id, worker, engine.WorkerName, generation, work.Now, licence.Offline?.Minutes ?? 0));
        return (Outcome.Done, new MintedLicence(deployment.Id, run, findings, new LicenceGrant(signed, outboxKey, Paused: false) { Withdrawn = withdrawn, CameraPasswords = passwords.Of(licence.Cameras) }, worker));
    }

    private static DeploymentLicence Licence(
        CommandContext work, Dossier dossier, PolicyPack policy, float threshold, EngineProfile engine, Window window, int size, string galleryHash) => new(
        work.NewId(),
        dossier.Deployment.Id,
        dossier.Deployment.Reference,
        window.Start,
        // An urgent authority is none after its hours, so no engine compares longer, whoever can or cannot be reached.
        dossier.Deployment.Authority?.CountersignBy is { } until && until < window.End ? until : window.End,
        [.. dossier.Plan.Cameras.Select(c => new LicensedCamera(c.Id, c.Name, dossier.AddressOf(c)))],
        threshold,
        policy.Numbers.AgreeingFrames,
        policy.Numbers.RepeatSuppressionSeconds,
        policy.Numbers.MinimumFaceHeight,
        engine.Models,
        galleryHash,
        size,
        policy.Id,
        work.Now)
    {
        // Another worker than the one that was authorised has no such allowance.
        Offline = dossier.Plan.Offline is { } allowance && allowance.WorkerId == engine.WorkerId ? new LicensedOffline(allowance.WorkerId, allowance.Minutes) : null,
    };
}
