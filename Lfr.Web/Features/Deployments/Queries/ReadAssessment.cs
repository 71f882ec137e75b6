using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>An assessment as its page shows it.</summary>
/// <param name="Reference">Number of the deployment.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Kind of the assessment.</param>
/// <param name="Outline">Parts that the policy asks for.</param>
/// <param name="Text">The draft, or what the plan says already while nothing is saved.</param>
/// <param name="Document">The document; <see langword="null"/> before the first save.</param>
/// <param name="Cited">What the plan cites instead, from outside of Lfr.</param>
/// <param name="Policy">Policy of the deployment.</param>
public sealed record AssessmentView(
    string Reference, string Name, AssessmentKind Kind, IReadOnlyList<OutlinePart> Outline, AssessmentText Text, AssessmentDocument? Document, Assessment? Cited, PolicyPack? Policy)
{
    /// <summary>Revision that was read; 0 before the first save.</summary>
    public long Revision => Document?.Revision ?? 0;

    /// <summary>Whether the version approved last is about the plan as it stands.</summary>
    public bool IsInForce { get; init; }

    /// <summary>Whether the plan changed after approval was asked for.</summary>
    public bool PlanChanged { get; init; }

    /// <summary>Whether a notice is public, without which no assessment is.</summary>
    public bool NoticeIsPublic { get; init; }

    /// <summary>Whether the reader may write.</summary>
    public bool MayWrite { get; init; }

    /// <summary>Whether the reader may give an opinion on what waits.</summary>
    public bool MayAdvise { get; init; }

    /// <summary>Whether the reader may decide on what waits. Who wrote in it is refused then.</summary>
    public bool MayDecide { get; init; }

    /// <summary>Whether the reader may publish.</summary>
    public bool MayPublish { get; init; }

    /// <summary>What it is called.</summary>
    public string Title => Kind.InWords(Policy);

    /// <summary>Hash of the words: another one means that somebody wrote meanwhile.</summary>
    public string TextHash => Text.Hash();
}

/// <summary>Reads an assessment that is written in Lfr, or begins it with what the plan says.</summary>
public sealed class ReadAssessment(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The assessment; <see langword="null"/> when there is no such deployment or it is not for the reader.</summary>
    public async Task<AssessmentView?> RunAsync(Actor reader, Guid deploymentId, AssessmentKind kind, CancellationToken cancellationToken)
    {
        if (!Permissions.WriteAssessments.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await dossiers.LookAsync(db, deploymentId, time.GetUtcNow(), asking: null, cancellationToken) is not { } dossier)
            return null;
        var plan = dossier.Plan;
        var document = dossier.Documents.FirstOrDefault(d => d.Kind == kind);
        var outline = AssessmentOutline.Of(kind, dossier.Policy);
        var open = AssessmentDocument.MayWrite(dossier.Deployment).Succeeded;
        return new AssessmentView(
            dossier.Deployment.Reference, plan.Name, kind, outline,
            document is null ? AssessmentPrefill.Of(kind, plan, dossier.Policy, Errors(dossier)) : OnOutline(document.Draft, outline, open),
            document, plan.Assessments.FirstOrDefault(a => a.Kind == kind), dossier.Policy)
        {
            IsInForce = document?.InForce(plan) is not null,
            PlanChanged = document is { IsWaiting: true } && document.SubmittedFor != AssessedFacts.HashOf(plan),
            NoticeIsPublic = dossier.Notice is { Versions.Count: > 0 },
            MayWrite = open && Permissions.WriteAssessments.IsDoneBy(reader),
            MayAdvise = document is { IsWaiting: true } && Permissions.AdviseOnAssessments.IsDoneBy(reader),
            MayDecide = open && document is { IsWaiting: true } && Permissions.ApproveAssessments.IsDoneBy(reader),
            MayPublish = document?.Current is not null && Permissions.PublishAssessments.IsDoneBy(reader),
        };
    }

    private static string? Errors(Dossier dossier) =>
        ExpectedAlerts.Of(dossier.Engine.Calibration, dossier.Policy?.Numbers, dossier.Plan.TargetFalseAlertRate, dossier.Plan.ExpectedFootfall, dossier.List.Living)?.Sentence;

    // A policy of another version may ask for other parts: what is written under the same title stays.
    private static AssessmentText OnOutline(AssessmentText draft, IReadOnlyList<OutlinePart> outline, bool open) => !open ? draft
        : draft with { Parts = [.. outline.Select(o => new AssessmentPart(o.Title, draft.Parts.FirstOrDefault(p => p.Title == o.Title)?.Text ?? ""))] };
}
