using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>The criteria of a list, and what they may hold.</summary>
/// <param name="For">Deployment.</param>
/// <param name="InForce">What is approved for the plan as it stands; <see langword="null"/> when nothing is.</param>
/// <param name="ApprovedBy">Who approved what is in force; <see langword="null"/> when nothing is.</param>
/// <param name="IsOutdated">Whether something was approved for a plan that has changed since.</param>
/// <param name="Proposed">What waits for the officer.</param>
/// <param name="ProposedBy">Who proposed it.</param>
/// <param name="Last">The last answer.</param>
/// <param name="Categories">Categories that plan and policy allow.</param>
/// <param name="Sources">Photographs that the policy allows.</param>
/// <param name="Revision">Revision that was read; 0 before the first proposal.</param>
/// <param name="MayPropose">Whether the reader may propose.</param>
/// <param name="MayDecide">Whether the reader may answer, as far as their duty says.</param>
public sealed record CriteriaView(
    ListedFor For, CriteriaTerms? InForce, Signature? ApprovedBy, bool IsOutdated, CriteriaTerms? Proposed, Signature? ProposedBy, CriteriaDecision? Last, IReadOnlyList<EntryCategory> Categories,
    IReadOnlyList<ImageSource> Sources, long Revision, bool MayPropose, bool MayDecide)
{
    /// <summary>Hash of the plan's place, time and purpose as they were read: the officer decides for these.</summary>
    public string Facts { get; init; } = "";

    /// <summary>Policy of the deployment, which names categories and sources.</summary>
    public PolicyPack? Policy { get; init; }
}

/// <summary>Reads the criteria of a list. They name nobody: whoever sees plans may read them.</summary>
public sealed class ReadCriteria(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>The criteria; <see langword="null"/> when there is no such deployment or they are not for the reader.</summary>
    public async Task<CriteriaView?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.ApproveCriteria.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        if (await db.Deployments.FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var criteria = await db.ListCriteria.FirstOrDefaultAsync(c => c.DeploymentId == deploymentId, cancellationToken);
        var policy = dossiers.PolicyOf(deployment, time.GetUtcNow());
        var inForce = criteria?.InForce(deployment.Plan);
        return new CriteriaView(
            ReadWatchlist.ForPages(deployment, time.GetUtcNow()),
            inForce,
            inForce is null ? null : criteria?.Decisions.LastOrDefault(d => d.IsApproved)?.By,
            criteria?.Approved is not null && inForce is null,
            criteria?.Proposed,
            criteria?.ProposedBy,
            criteria?.LastDecision,
            [.. deployment.Plan.Criteria.Categories.Where(c => policy?.Find(c) is { Off: null }).Order()],
            [.. (policy?.PictureSources ?? []).Where(s => s.Use != PictureUse.Barred).Select(s => (ImageSource)s.Number)],
            criteria?.Revision ?? 0,
            Permissions.ProposeEntries.IsDoneBy(reader) && deployment.MayChangeList(time.GetUtcNow()).Succeeded,
            Permissions.ApproveCriteria.IsDoneBy(reader) && deployment.MayChangeList(time.GetUtcNow()).Succeeded)
        {
            Policy = policy,
            Facts = deployment.Plan.PublicFactsHash(),
        };
    }
}
