using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Policies.Queries;

/// <summary>A deployment that stands under a policy.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="State">Its state.</param>
/// <param name="Start">When it starts; <see langword="null"/> without a date.</param>
/// <param name="TextChanged">Whether the policy's file says something else now than when authority was asked for (R01).</param>
public sealed record UnderPolicy(Guid Id, string Reference, string Name, DeploymentState State, DateTimeOffset? Start, bool TextChanged);

/// <summary>A page of them.</summary>
/// <param name="Shown">The page, the latest first.</param>
/// <param name="Total">How many there are.</param>
public sealed record UnderPolicyPage(IReadOnlyList<UnderPolicy> Shown, int Total);

/// <summary>Lists the deployments that were submitted under a policy, for whoever may know of them.</summary>
public sealed class ListUnderPolicy(IDbContextFactory<LfrDbContext> contexts, Lfr.Shared.Policy.PolicyLibrary policies)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 25;

    /// <summary>The page; <see langword="null"/> for somebody who may not see deployments, or when no such policy was read and nothing stands under it.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="policyId">Policy.</param>
    /// <param name="page">From 1; what makes no sense is the first.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<UnderPolicyPage?> RunAsync(Actor reader, string policyId, int page, CancellationToken cancellationToken)
    {
        if (!Permissions.SeeDeployments.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var under = db.Deployments.AsNoTracking().Where(d => d.PolicyId == policyId);
        var total = await under.CountAsync(cancellationToken);
        var policy = policies.Find(policyId);
        if (total == 0 && policy is null)
            return null;
        var shown = await under.OrderByDescending(d => d.Starts).ThenBy(d => d.Id).Skip((Math.Max(1, page) - 1) * PageSize).Take(PageSize)
            .Select(d => new { d.Id, d.Reference, d.Plan, d.State, d.Starts, d.PolicyHash }).ToListAsync(cancellationToken);
        return new UnderPolicyPage([.. shown.Select(d => new UnderPolicy(d.Id, d.Reference, d.Plan.Name, d.State, d.Starts, policy is not null && d.PolicyHash is { } pinned && pinned != policy.Hash))], total);
    }
}
