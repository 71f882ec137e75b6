using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>A deployment in the calendar.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="Name">Name.</param>
/// <param name="Venue">Where.</param>
/// <param name="Window">When.</param>
/// <param name="State">State.</param>
public sealed record CalendarItem(Guid Id, string Reference, string Name, string Venue, Window Window, DeploymentState State);

/// <summary>What the calendar shows.</summary>
/// <param name="Items">Deployments of these days by their start.</param>
/// <param name="Clashes">Who or what is booked twice in these days.</param>
public sealed record CalendarView(IReadOnlyList<CalendarItem> Items, IReadOnlyList<Clash> Clashes);

/// <summary>Reads the deployments of some days, and what stands in whose way.</summary>
public sealed class ReadCalendar(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>States in which a deployment still needs the people and the van that its plan names.</summary>
    private static readonly DeploymentState[] NeedsPeople =
        [DeploymentState.Draft, DeploymentState.Submitted, DeploymentState.Authorised, DeploymentState.Live, DeploymentState.Paused];

    /// <summary>The days from <paramref name="first"/> to <paramref name="last"/>, both included; <see langword="null"/> when the reader may not see them.</summary>
    public async Task<CalendarView?> RunAsync(Actor reader, DateOnly first, DateOnly last, CancellationToken cancellationToken)
    {
        if (!Permissions.SeeDeployments.IsSeenBy(reader))
            return null;
        var (from, to) = (LondonTime.Moment(first, TimeOnly.MinValue)!.Value, LondonTime.Moment(last.AddDays(1), TimeOnly.MinValue)!.Value);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var items = await db.Deployments.AsNoTracking().Where(d => d.Starts < to && d.Ends > from).OrderBy(d => d.Starts).ThenBy(d => d.Year).ThenBy(d => d.Number).ThenBy(d => d.Reference)
            .Select(d => new CalendarItem(d.Id, d.Reference, d.Name, d.Venue, new Window(d.Starts!.Value, d.Ends!.Value), d.State)).ToListAsync(cancellationToken);
        return new CalendarView(items, await ClashesAsync(db, from, to, cancellationToken));
    }

    /// <summary>What stands in the way of one deployment, and in whose way it stands; empty without a date, and once it is over.</summary>
    public static async Task<IReadOnlyList<Clash>> ClashesOfAsync(LfrDbContext db, Deployment deployment, CancellationToken cancellationToken) =>
        deployment is { Plan.Window: { Length.Ticks: > 0 } window, HistoricalSource: null } && NeedsPeople.Contains(deployment.State)
            ? [.. (await ClashesAsync(db, window.Start, window.End, cancellationToken)).Where(c => c.Concerns(deployment.Id))]
            : [];

    private static async Task<IReadOnlyList<Clash>> ClashesAsync(LfrDbContext db, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var needing = await db.Deployments.AsNoTracking().Where(d => d.Starts < to && d.Ends > from && d.HistoricalSource == null && NeedsPeople.Contains(d.State)).ToListAsync(cancellationToken);
        return Clash.Among(needing.Select(d => new PlannedUse(d.Id, d.Reference, d.Plan)));
    }
}
