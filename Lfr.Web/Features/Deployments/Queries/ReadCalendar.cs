using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
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
/// <param name="IsHistorical">Whether Lfr did not run it.</param>
public sealed record CalendarItem(Guid Id, string Reference, string Name, string Venue, Window Window, DeploymentState State, bool IsHistorical)
{
    /// <summary>Whether whoever writes plans may give it another time.</summary>
    public bool MayBeMoved => !IsHistorical && PreviewMove.MayBeMoved(State);
}

/// <summary>A draft that has no date.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="Name">Name.</param>
/// <param name="Venue">Where.</param>
/// <param name="Since">Since when it has none; <see langword="null"/> when that was not kept.</param>
public sealed record UndatedItem(Guid Id, string Reference, string Name, string Venue, DateTimeOffset? Since);

/// <summary>What the calendar shows.</summary>
/// <param name="Items">Deployments of these days by their start.</param>
/// <param name="Clashes">Who or what is booked twice in these days.</param>
/// <param name="Undated">Drafts without a date, the latest first, at most <see cref="MostUndated"/>.</param>
/// <param name="UndatedCount">How many of these there are.</param>
public sealed record CalendarView(IReadOnlyList<CalendarItem> Items, IReadOnlyList<Clash> Clashes, IReadOnlyList<UndatedItem> Undated, int UndatedCount)
{
    /// <summary>The list shows the rest.</summary>
    public const int MostUndated = 12;

    /// <summary>Whose bank holidays hold, by the policy in force.</summary>
    public HolidayDivision Holidays { get; init; }
}

/// <summary>Reads the deployments of some days, and what stands in whose way.</summary>
public sealed class ReadCalendar(IDbContextFactory<LfrDbContext> contexts, PolicyLibrary policies, TimeProvider time)
{
    /// <summary>States in which a deployment still needs the people and the van that its plan names.</summary>
    private static readonly DeploymentState[] NeedsPeople =
        [DeploymentState.Draft, DeploymentState.Submitted, DeploymentState.Authorised, DeploymentState.Live, DeploymentState.Paused];

    /// <summary>
    /// The days from <paramref name="first"/> to <paramref name="last"/>, both included; <see langword="null"/> when the reader may not see them. <paramref name="search"/> leaves out deployments and
    /// no double booking: who is booked elsewhere too matters whatever somebody looks for.
    /// </summary>
    public async Task<CalendarView?> RunAsync(Actor reader, DateOnly first, DateOnly last, string search, CancellationToken cancellationToken)
    {
        if (!Permissions.SeeDeployments.IsSeenBy(reader))
            return null;
        var (from, to) = (ForceTime.Moment(first, TimeOnly.MinValue)!.Value, ForceTime.Moment(last.AddDays(1), TimeOnly.MinValue)!.Value);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var items = await ListDeployments.Found(db.Deployments.AsNoTracking(), search).Where(d => d.Starts < to && d.Ends > from).OrderBy(d => d.Starts).ThenBy(d => d.Year).ThenBy(d => d.Number).ThenBy(d => d.Reference)
            .Select(d => new CalendarItem(d.Id, d.Reference, d.Name, d.Venue, new Window(d.Starts!.Value, d.Ends!.Value), d.State, d.HistoricalSource != null)).ToListAsync(cancellationToken);
        var undated = ListDeployments.Found(db.Deployments.AsNoTracking(), search).Where(d => d.State == DeploymentState.Draft && d.Starts == null);
        return new CalendarView(
            items, Clash.Among(await NeedingAsync(db, from, to, cancellationToken)),
            await undated.OrderByDescending(d => d.UndatedSince).ThenByDescending(d => d.Year).ThenByDescending(d => d.Number).Take(CalendarView.MostUndated)
                .Select(d => new UndatedItem(d.Id, d.Reference, d.Name, d.Venue, d.UndatedSince)).ToListAsync(cancellationToken),
            await undated.CountAsync(cancellationToken))
        {
            Holidays = BankHolidays.DivisionOf(policies.InForce(ForceTime.Day(time.GetUtcNow()))?.Jurisdiction),
        };
    }

    /// <summary>
    /// What stands in the way of one deployment, as it is given and not as it is saved, and in whose way it stands; empty without a date, and once it is over.
    /// </summary>
    public static async Task<IReadOnlyList<Clash>> ClashesOfAsync(LfrDbContext db, Deployment deployment, CancellationToken cancellationToken)
    {
        if (deployment is not { Plan.Window: { Length.Ticks: > 0 } window, HistoricalSource: null } || !NeedsPeople.Contains(deployment.State))
            return [];
        var others = (await NeedingAsync(db, window.Start, window.End, cancellationToken)).Where(d => d.Id != deployment.Id);
        return [.. Clash.Among([.. others, new PlannedUse(deployment.Id, deployment.Reference, deployment.Plan)]).Where(c => c.Concerns(deployment.Id))];
    }

    /// <summary>What needs people, vans and cameras between two moments.</summary>
    internal static async Task<IReadOnlyList<PlannedUse>> NeedingAsync(LfrDbContext db, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken) =>
        await db.Deployments.AsNoTracking().Where(d => d.Starts < to && d.Ends > from && d.HistoricalSource == null && NeedsPeople.Contains(d.State))
            .Select(d => new PlannedUse(d.Id, d.Reference, d.Plan)).ToListAsync(cancellationToken);
}
