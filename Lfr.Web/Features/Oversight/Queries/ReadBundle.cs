using Lfr.Shared.Alerts;
using Lfr.Shared.Assessments;
using Lfr.Shared.Audit;
using Lfr.Shared.Biometrics;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Oversight.Queries;

/// <summary>
/// All that an inspector needs to follow one deployment from decision to entry, alert, outcome and destruction. Nobody who was looked for can be read out of it: no
/// name, photograph, template or free text about a person, and no camera address.
/// </summary>
/// <param name="Deployment">Plan, decisions and runs.</param>
/// <param name="Policy">The pack it was judged under; <see langword="null"/> when it is gone.</param>
/// <param name="Notice">What the public read, version by version; empty when nothing was published.</param>
/// <param name="Findings">What the rules say now: of the plan until the deployment is over, and of false alerts and record (R30, R44).</param>
/// <param name="Entries">The list, by reference.</param>
/// <param name="Alerts">Alerts in their order.</param>
/// <param name="Record">Published versions of the record.</param>
/// <param name="Destroyed">Receipts.</param>
/// <param name="Log">Every line of the audit log that is about it, with all that its hash covers.</param>
/// <param name="LogEnd">Number and hash of the newest line of the whole log.</param>
public sealed record BundleContent(
    BundledDeployment Deployment,
    PolicyPack? Policy,
    IReadOnlyList<NoticeVersion> Notice,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<BundledEntry> Entries,
    IReadOnlyList<BundledAlert> Alerts,
    IReadOnlyList<RecordVersion> Record,
    IReadOnlyList<PurgeReceipt> Destroyed,
    IReadOnlyList<AuditEvent> Log,
    BundledLogEnd LogEnd)
{
    /// <summary>What authorising officers drew from the list and found.</summary>
    public IReadOnlyList<BundledSample> Samples { get; init; } = [];

    /// <summary>Assessments that were written in Lfr.</summary>
    public IReadOnlyList<BundledAssessment> Assessments { get; init; } = [];
}

/// <summary>An assessment: its approved versions, and what of them was published. Drafts are nobody's word yet.</summary>
public sealed record BundledAssessment(AssessmentKind Kind, IReadOnlyList<BundledAssessmentVersion> Versions, IReadOnlyList<AssessmentPublication> Publications);

/// <summary>An approved version. A part that names somebody who is listed is left out, and says so.</summary>
public sealed record BundledAssessmentVersion(
    int Number, IReadOnlyList<AssessmentPart> Parts, DateOnly ValidUntil, string TextHash, string FactsHash, Signature SubmittedBy, OpinionAdvice? Advice, Signature? OpinionBy, string Reasons, Signature ApprovedBy);

/// <summary>A sample: enough to draw it again from the log, and what was found, without the words, which may tell whom it is about.</summary>
public sealed record BundledSample(string Seed, int Population, string PopulationHash, Signature DrawnBy, IReadOnlyList<string> Drawn, IReadOnlyList<BundledSampleFinding> Findings);

/// <summary>What was found about a drawn entry.</summary>
public sealed record BundledSampleFinding(string Reference, bool IsSound, Signature By, string EntryHash, int LookedForSeconds);

/// <summary>A deployment without camera addresses and without licences.</summary>
public sealed record BundledDeployment(
    string Reference, DeploymentState State, Plan Plan, string? PolicyId, Signature PlannedBy, Signature? SubmittedBy, IReadOnlyList<AuthorityDecision> Decisions,
    IReadOnlyList<Postponement> Postponements, Cancellation? Cancellation, IReadOnlyList<BundledRun> Runs, ListPurge? ListDestroyed);

/// <summary>A run: under which list, models and threshold it compared, and who started, paused and ended it.</summary>
public sealed record BundledRun(
    Guid LicenceId, float Threshold, string GalleryHash, int GallerySize, IReadOnlyDictionary<string, string> Models, Signature StartedBy, DateTimeOffset NotAfter,
    IReadOnlyList<Pause> Pauses, IReadOnlyList<Hold> Holds, IReadOnlyList<FalseAlertDecision> FalseAlertDecisions, DateTimeOffset? Ended, RunEnd? End, string? EndReason, Signature? EndedBy, FaceCounts Counts);

/// <summary>An entry by its reference: what kind, and who signed it off.</summary>
public sealed record BundledEntry(
    string Reference, EntryState State, EntryCategory Category, bool ListedAsChild, bool IsVulnerable, bool IsUnconvictedCustody, string? TemplateHash,
    IReadOnlyList<Signature> Compiled, IReadOnlyList<BundledEntryDecision> Decisions, IReadOnlyList<EntryFate> Suspended);

/// <summary>A decision about an entry, without its words, which may tell whom it is about.</summary>
public sealed record BundledEntryDecision(EntryVerdict Verdict, Signature By, string EntryHash, int LookedForSeconds);

/// <summary>An alert: what was measured, and what people made of it.</summary>
public sealed record BundledAlert(
    long Number, Guid LicenceId, string Camera, string EntryReference, EntryCategory Category, DateTimeOffset RaisedAt, DateTimeOffset ReceivedAt, float Score, float RunnerUpScore, float Threshold,
    int AgreeingFrames, int FramesSeen, AlertState State, AlertResult Result, double? SecondsToAnswer, IReadOnlyList<BundledAnswer> Answers, IReadOnlyList<BundledStatusCheck> StatusChecks,
    Signature? OfficersSentBy, IReadOnlyList<BundledEngagement> Engagements, DateTimeOffset? PicturesDestroyed);

/// <summary>An answer to "same person?".</summary>
public sealed record BundledAnswer(Answer Answer, StatementKind Kind, bool ScoreShown, Signature By);

/// <summary>A check whether the person was still wanted.</summary>
public sealed record BundledStatusCheck(bool StillWanted, bool Corrects, Signature By);

/// <summary>What officers reported.</summary>
public sealed record BundledEngagement(EngagementOutcome Outcome, IdentityCheck Identity, Disposal Disposal, bool LeafletGiven, StatementKind Kind, Signature By);

/// <summary>The newest line of the whole log: whoever asks again later sees that none before it was changed.</summary>
public sealed record BundledLogEnd(long Number, string Hash);

/// <summary>Reads the content of a bundle.</summary>
public sealed class ReadBundle(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The content; <see langword="null"/> when there is no such deployment.</summary>
    public async Task<BundleContent?> RunAsync(Guid deploymentId, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var now = time.GetUtcNow();
        var last = await db.AuditEvents.OrderByDescending(e => e.Number).Select(e => new BundledLogEnd(e.Number, e.Hash)).FirstAsync(cancellationToken);
        var entries = await db.Entries.Where(e => e.DeploymentId == deploymentId).OrderBy(e => e.Reference).ToListAsync(cancellationToken);
        var alerts = await db.Alerts.Where(a => a.DeploymentId == deploymentId).OrderBy(a => a.Sequence).ToListAsync(cancellationToken);
        var listed = await ListedNames.ReadAsync(db, deploymentId, cancellationToken);
        return new BundleContent(
            Bundled(deployment),
            dossiers.PolicyOf(deployment, now),
            await db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deploymentId, cancellationToken) is { } notice ? notice.Versions : [],
            await FindingsAsync(db, deployment, now, cancellationToken),
            [.. entries.Select(Bundled)],
            [.. alerts.Select(Bundled)],
            await db.Records.FirstOrDefaultAsync(r => r.DeploymentId == deploymentId, cancellationToken) is { } record ? record.Versions : [],
            await db.PurgeReceipts.Where(r => r.DeploymentId == deploymentId).ToListAsync(cancellationToken),
            await db.AuditEvents.Where(e => e.DeploymentId == deploymentId && e.Number <= last.Number).OrderBy(e => e.Number).ToListAsync(cancellationToken),
            last)
        {
            Assessments = [.. (await db.AssessmentDocuments.Where(a => a.DeploymentId == deploymentId).ToListAsync(cancellationToken)).OrderBy(a => a.Kind).Select(a => Bundled(a, listed))],
            Samples = [.. (await db.ListSamples.Where(s => s.DeploymentId == deploymentId).OrderBy(s => s.Id).ToListAsync(cancellationToken)).Select(Bundled)],
        };
    }

    private async Task<IReadOnlyList<Finding>> FindingsAsync(LfrDbContext db, Deployment deployment, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var findings = new List<Finding>();
        // Afterwards they would judge a list that is destroyed and a window that is over.
        if (deployment.EndedAt is null && await dossiers.LookAsync(db, deployment.Id, now, null, cancellationToken) is { } dossier)
            findings.AddRange(RuleBook.Readiness(dossier));
        if (await dossiers.StandingAsync(db, deployment, now, cancellationToken) is { } standing)
            findings.AddRange(RuleBook.Judge(standing));
        return findings;
    }

    private static BundledDeployment Bundled(Deployment d) => new(
        d.Reference, d.State, d.Plan with { Cameras = [.. d.Plan.Cameras.Select(c => c with { Source = "" })] }, d.PolicyId, d.PlannedBy, d.SubmittedBy, d.Decisions, d.Postponements, d.Cancellation,
        [.. d.Runs.Select(r => new BundledRun(
            r.LicenceId, r.Threshold, r.GalleryHash, r.GallerySize, r.Models, r.StartedBy, r.NotAfter, r.Pauses, r.Holds, r.FalseAlertDecisions, r.Ended, r.End, r.EndReason, r.EndedBy, r.Counters))],
        d.Purge);

    private static BundledEntry Bundled(WatchlistEntry e) => new(
        e.Reference, e.State, e.Category, e.ListedAsChild, e.IsVulnerable, e.IsUnconvictedCustody, e.TemplateHash, e.Compilations,
        [.. e.Decisions.Select(d => new BundledEntryDecision(d.Verdict, d.By, d.EntryHash, d.LookedForSeconds))], [.. e.Suspensions.Select(s => s.Fate)]);

    private static BundledAssessment Bundled(AssessmentDocument a, ListedNames listed) => new(
        a.Kind,
        [.. a.Versions.Select(v => new BundledAssessmentVersion(
            v.Number, [.. v.AllParts(a.Kind).Select(p => p with { Text = Unnamed(p.Text, listed) })], v.Text.ValidUntil, v.Text.Hash(), v.FactsHash, v.SubmittedBy, v.Opinion?.Advice, v.Opinion?.By, Unnamed(v.Reasons, listed), v.ApprovedBy))],
        [.. a.Publications.Select(p => p with { Withheld = [.. p.Withheld.Select(w => w with { Reason = Unnamed(w.Reason, listed) })] })]);

    private static string Unnamed(string text, ListedNames listed) => listed.StandIn(text) ? "Left out: it names somebody who is listed." : text;

    private static BundledSample Bundled(ListSample s) => new(
        s.Seed, s.Population, s.PopulationHash, s.DrawnBy, [.. s.Drawn.Select(d => d.Reference)],
        [.. s.Findings.Select(f => new BundledSampleFinding(s.Drawn.First(d => d.EntryId == f.EntryId).Reference, f.IsSound, f.By, f.EntryHash, f.LookedForSeconds))]);

    private static BundledAlert Bundled(Alert a) => new(
        a.Sequence, a.LicenceId, a.CameraName, a.EntryReference, a.Category, a.RaisedAt, a.ReceivedAt, a.Evidence.Score, a.Evidence.RunnerUpScore, a.Evidence.Threshold,
        a.Evidence.AgreeingFrames, a.Evidence.FramesSeen, a.State, a.Result, a.SecondsToAnswer,
        [.. a.Adjudications.Select(s => new BundledAnswer(s.Answer, s.Kind, s.ScoreShown, s.By))],
        [.. a.StatusChecks.Select(s => new BundledStatusCheck(s.StillWanted, s.Corrects, s.By))],
        a.DispatchedBy,
        [.. a.Engagements.Select(e => new BundledEngagement(e.Outcome, e.Identity, e.Disposal, e.LeafletGiven, e.Kind, e.By))],
        a.PurgedAt);
}
