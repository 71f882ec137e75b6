using Lfr.Shared.Assessments;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.PublicSite.Queries;

/// <summary>An assessment as the public reads it: the version that was published, without what is withheld, and no name of anybody.</summary>
/// <param name="Reference">The deployment's reference.</param>
/// <param name="Name">Its name, as its notice says.</param>
/// <param name="Kind">Kind.</param>
/// <param name="Title">What the policy calls it.</param>
/// <param name="Source">Which law asks for it; may be empty.</param>
/// <param name="Version">The version that is public.</param>
/// <param name="Parts">Its parts, in order.</param>
/// <param name="ApprovedBy">The rank that approved it, in the policy's words.</param>
/// <param name="ApprovedAt">When it was approved.</param>
/// <param name="ValidUntil">Last day on which it may be relied on.</param>
/// <param name="PublishedAt">When it was published like this.</param>
/// <param name="IsReplaced">Whether a later version is approved, which is not public yet.</param>
public sealed record PublicAssessment(
    string Reference, string Name, AssessmentKind Kind, string Title, string Source, int Version, IReadOnlyList<PublicPart> Parts, string ApprovedBy, DateTimeOffset ApprovedAt, DateOnly ValidUntil,
    DateTimeOffset PublishedAt, bool IsReplaced);

/// <summary>A part as the public reads it.</summary>
/// <param name="Title">Title.</param>
/// <param name="Text">Text; <see langword="null"/> when it is withheld.</param>
/// <param name="WhyWithheld">Why it is withheld; <see langword="null"/> when it is not.</param>
public sealed record PublicPart(string Title, string? Text, string? WhyWithheld);

/// <summary>Reads published assessments. Needs no sign-in and can reach nothing else.</summary>
public sealed class PublicAssessments(IDbContextFactory<LfrDbContext> contexts, PolicyLibrary policies, TimeProvider time)
{
    /// <summary>The published assessments of a deployment, in the order of their kinds; none while its notice is not public.</summary>
    public async Task<IReadOnlyList<PublicAssessment>> OfAsync(string reference, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var rows = await (from document in db.AssessmentDocuments.AsNoTracking()
                          join deployment in db.Deployments.AsNoTracking() on document.DeploymentId equals deployment.Id
                          join notice in db.Notices.AsNoTracking() on deployment.Id equals notice.DeploymentId
                          where deployment.Reference == reference && notice.State != NoticeState.Draft
                          orderby document.Kind
                          select new { document, deployment, notice }).ToListAsync(cancellationToken);
        return [.. rows.Where(r => r.notice.Current is not null).Select(r => Of(r.document, r.deployment, r.notice.Current!.Name)).OfType<PublicAssessment>()];
    }

    private PublicAssessment? Of(AssessmentDocument document, Deployment deployment, string name)
    {
        if (document.Published is not { } published || document.Versions.FirstOrDefault(v => v.Number == published.Version) is not { } version)
            return null;
        var policy = deployment.PolicyId is { } pinned ? policies.Find(pinned) : policies.InForce((deployment.Starts ?? time.GetUtcNow()).ForceDay());
        return new PublicAssessment(
            deployment.Reference, name, document.Kind, document.Kind.InWords(policy), PolicyTerms.Of(policy).SourceOf(document.Kind), version.Number,
            [.. version.AllParts(document.Kind).Select(p => published.WhyWithheld(p.Title) is { } why ? new PublicPart(p.Title, null, why) : new PublicPart(p.Title, p.Text, null))],
            version.ApprovedBy.Rank.InWords(policy), version.ApprovedBy.At, version.Text.ValidUntil, published.By.At, document.Current!.Number != version.Number);
    }
}
