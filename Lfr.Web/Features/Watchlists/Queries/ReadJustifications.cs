using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>What a compiler's texts are compared with while they are written: the very measure and limit of rule R21.</summary>
/// <param name="Others">Texts of the other entries.</param>
/// <param name="Limit">Share from which it counts as boilerplate, 0–1.</param>
public sealed record WrittenJustifications(IReadOnlyList<OtherEntry> Others, double Limit)
{
    /// <summary>Photographs older than this are pointed out, years.</summary>
    public int ImageAgeWarningYears { get; init; } = 5;

    /// <summary>Policy of the deployment, by which dates are judged while they are typed; <see langword="null"/> when none is in force.</summary>
    public PolicyPack? Policy { get; init; }

    /// <summary>The entry that has the most similar text, whichever it is; <see langword="null"/> when none has anything in common.</summary>
    public (string Reference, double Similarity)? Nearest(string text) =>
        new TextComparison([HashedWords.Of("text", text)]).Among(Others).FirstOrDefault() is { } nearest ? (nearest.Other.Reference, nearest.Similarity) : null;
}

/// <summary>Reads the texts of a list for comparison, without anything else of the entries.</summary>
public sealed class ReadJustifications(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>All living entries of the list but <paramref name="except"/>; nothing for anybody but a compiler.</summary>
    public async Task<WrittenJustifications> RunAsync(Actor reader, Guid deploymentId, Guid? except, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var deployment = await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken);
        if (deployment is null || !Permissions.ProposeEntries.IsDoneBy(reader) || dossiers.PolicyOf(deployment, time.GetUtcNow()) is not { } policy)
            return new WrittenJustifications([], 1);
        var others = await dossiers.OthersAsync(db, deploymentId, except, cancellationToken);
        return new WrittenJustifications(others, policy.Numbers.BoilerplateSimilarity)
        {
            ImageAgeWarningYears = policy.Numbers.ImageAgeWarningYears,
            Policy = policy,
        };
    }
}
