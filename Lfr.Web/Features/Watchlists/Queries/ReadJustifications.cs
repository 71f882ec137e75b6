using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>What a compiler's justification is compared with while it is written: the very measure and limit of rule R21.</summary>
/// <param name="Others">Word triples of the other entries' justifications, by reference.</param>
/// <param name="Limit">Share from which it counts as boilerplate, 0–1.</param>
public sealed record WrittenJustifications(IReadOnlyList<(string Reference, IReadOnlySet<string> Triples)> Others, double Limit)
{
    /// <summary>Photographs older than this are pointed out, years.</summary>
    public int ImageAgeWarningYears { get; init; } = 5;

    /// <summary>Policy of the deployment, by which dates are judged while they are typed; <see langword="null"/> when none is in force.</summary>
    public PolicyPack? Policy { get; init; }

    /// <summary>The most similar other justification; <see langword="null"/> when none has anything in common.</summary>
    public (string Reference, double Similarity)? Nearest(string justification)
    {
        var mine = Boilerplate.Triples(justification);
        var nearest = Others.Select(o => (o.Reference, Similarity: Boilerplate.Similarity(mine, o.Triples)))
            .OrderByDescending(o => o.Similarity).ThenBy(o => o.Reference, StringComparer.Ordinal).FirstOrDefault();
        return nearest.Similarity > 0 ? nearest : null;
    }
}

/// <summary>Reads the justifications of a list for comparison, without anything else of the entries.</summary>
public sealed class ReadJustifications(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>All living entries of the list but <paramref name="except"/>; nothing for anybody but a compiler.</summary>
    public async Task<WrittenJustifications> RunAsync(Actor reader, Guid deploymentId, Guid? except, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var deployment = await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken);
        if (deployment is null || !reader.Is(Roles.Compiler) || dossiers.PolicyOf(deployment, time.GetUtcNow()) is not { } policy)
            return new WrittenJustifications([], 1);
        var others = await DossierReader.OthersAsync(db, deploymentId, except, cancellationToken);
        return new WrittenJustifications([.. others.Select(o => (o.Reference, Boilerplate.Triples(o.Justification)))], policy.Numbers.BoilerplateSimilarity)
        {
            ImageAgeWarningYears = policy.Numbers.ImageAgeWarningYears,
            Policy = policy,
        };
    }
}
