using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>What a move would change, before anybody makes it.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Name">Name.</param>
/// <param name="Window">When it is planned now; <see langword="null"/> without a date.</param>
/// <param name="Revision">Revision that was read: the move names it.</param>
/// <param name="LongestHours">The longest window of its policy; <see langword="null"/> while no policy is known.</param>
/// <param name="WhyNot">Why it cannot be moved; <see langword="null"/> when it can.</param>
/// <param name="Falls">What falls with the old time, a sentence each.</param>
/// <param name="Unmet">Rules that hold now and would no longer, or would say more.</param>
/// <param name="Clashes">Who or what would be booked twice at the new time.</param>
public sealed record MovePreview(
    Guid Id, string Name, Window? Window, long Revision, int? LongestHours, Outcome? WhyNot, IReadOnlyList<string> Falls, IReadOnlyList<Finding> Unmet, IReadOnlyList<Clash> Clashes);

/// <summary>
/// Rehearses a move: the deployment takes the step in memory, with all that follows from it, and the rules are asked before and after. Nothing is saved.
/// </summary>
public sealed class PreviewMove(IDbContextFactory<LfrDbContext> contexts, DossierReader dossiers, TimeProvider time)
{
    /// <summary>States in which a planner may give a deployment another time.</summary>
    public static bool MayBeMoved(DeploymentState state) => state is DeploymentState.Draft or DeploymentState.Authorised;

    /// <summary>What a move to <paramref name="target"/> would change, or how it stands without one; <see langword="null"/> when it is not there or not the reader's to move.</summary>
    public async Task<MovePreview?> RunAsync(Actor reader, Guid deploymentId, Window? target, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsDoneBy(reader))
            return null;
        var now = time.GetUtcNow();
        // Followed on purpose: the second look finds the deployment, its notice and its list as the rehearsal left them. This context is never saved.
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await dossiers.LookAsync(db, deploymentId, now, asking: null, cancellationToken) is not { } before || before.Deployment.HistoricalSource is not null)
            return null;
        var deployment = before.Deployment;
        var (standing, window, plan) = (ReadHub.StandingOf(before), deployment.Plan.Window, deployment.Plan);
        var were = RuleBook.Readiness(before).GroupBy(f => f.RuleId, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Max(f => f.Weight), StringComparer.Ordinal);
        var nothing = new MovePreview(deploymentId, plan.Name, window, deployment.Revision, before.Policy?.Numbers.LongestWindowHours, null, [], [], []);
        if (target is null || target == window)
            return MayBeMoved(deployment.State) ? nothing : nothing with { WhyNot = deployment.ChangePlan(plan, now) };

        var outcome = deployment.ChangePlan(plan with { Window = target }, now);
        if (!outcome.Succeeded)
            return nothing with { WhyNot = outcome };
        Consequences.Of(DeploymentStep.ChangePlan, standing.State, deployment.State).Apply(before.Notice, before.Watchlist, [], "A rehearsal.", reader, now);
        var after = (await dossiers.LookAsync(db, deploymentId, now, asking: null, cancellationToken))!;
        return nothing with
        {
            Falls = WhatFalls.With(DeploymentStep.ChangePlan, deployment.State, standing),
            Unmet = [.. RuleBook.Readiness(after).Where(f => f.Weight >= Weight.Warn && f.Weight > were.GetValueOrDefault(f.RuleId))],
            Clashes = await ReadCalendar.ClashesOfAsync(db, deployment, cancellationToken),
        };
    }
}
