using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>A deployment that can be put off.</summary>
/// <param name="Row">What every list says of it.</param>
/// <param name="Falls">What falls with it, a sentence each.</param>
public sealed record PostponableItem(DeploymentRow Row, IReadOnlyList<string> Falls);

/// <summary>Reads the deployments of some days that can be put off, each with what would fall.</summary>
public sealed class ReadPostponable(ListDeployments list)
{
    /// <summary>By start; <see langword="null"/> when the reader postpones nothing.</summary>
    /// <param name="reader">Who reads.</param>
    /// <param name="first">First day, by the force’s clock.</param>
    /// <param name="last">Last day.</param>
    /// <param name="search">Part of name, place or number; empty for all.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<IReadOnlyList<PostponableItem>?> RunAsync(Actor reader, DateOnly first, DateOnly last, string search, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsDoneBy(reader) || await list.UnderWayAsync(reader, search, cancellationToken) is not { } rows)
            return null;
        return
        [
            .. rows.Where(r => !r.IsHistorical && r.Standing is { IsAhead: true } && r.Window is { } window && ForceTime.Day(window.Start) <= last && ForceTime.Day(window.End.AddTicks(-1)) >= first)
                .OrderBy(r => r.Starts).ThenBy(r => r.Reference, ReferenceOrder.ByNumber)
                .Select(r => new PostponableItem(r, WhatFalls.With(DeploymentStep.Postpone, DeploymentState.Draft, r.Standing!))),
        ];
    }
}
