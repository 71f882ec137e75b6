using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>A deployment in the calendar of somebody's own program.</summary>
/// <param name="Id">Deployment.</param>
/// <param name="Name">Name.</param>
/// <param name="Place">Where.</param>
/// <param name="Window">When; for one that was put off, when it would have been.</param>
/// <param name="State">State.</param>
/// <param name="IsPostponed">Whether it was put off and has no new date.</param>
/// <param name="Revision">How often it was changed.</param>
/// <param name="ChangedAt">The last step of somebody that it keeps.</param>
public sealed record StaffCalendarItem(Guid Id, string Name, string Place, Window Window, DeploymentState State, bool IsPostponed, long Revision, DateTimeOffset ChangedAt);

/// <summary>Reads what the holder of a calendar address may see. Checks the account each time: a locked or retired account, or one without the duty, gets nothing.</summary>
public sealed class ReadStaffCalendar(IDbContextFactory<LfrDbContext> contexts, Accounts accounts, TimeProvider time)
{
    /// <summary>How far back, days.</summary>
    public const int DaysBack = 60;

    /// <summary>The most deployments, the nearest first: what a program can hold, and what one answer may cost.</summary>
    public const int Most = 1000;

    /// <summary>The deployments; <see langword="null"/> when nobody has this key, or whoever has it may not see them.</summary>
    public async Task<IReadOnlyList<StaffCalendarItem>?> RunAsync(string key, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var hash = StaffSessions.IdOf(key);
        if (await db.CalendarAddresses.AsNoTracking().FirstOrDefaultAsync(a => a.KeyHash == hash, cancellationToken) is not { } address
            || await accounts.FindAsync(address.AccountId, cancellationToken) is not { Locked: false } account
            || !Permissions.SeeDeployments.IsSeenBy(new Actor(account.Id, account.Name, account.Rank, account.Roles))
            || !await AccountRows.MayActAsync(db, account.Id, cancellationToken))
            return null;

        var now = time.GetUtcNow();
        var (today, since) = (ForceTime.Day(now), now.AddDays(-DaysBack));
        if (address.ReadOn != today)
            await db.CalendarAddresses.Where(a => a.KeyHash == hash).ExecuteUpdateAsync(set => set.SetProperty(a => a.ReadOn, today), cancellationToken);
        // Neither the plan nor the runs: a force's year of them is megabytes, and a program asks several times an hour.
        var dated = await Brief(db.Deployments.AsNoTracking().Where(d => d.HistoricalSource == null && d.Starts > since).OrderBy(d => d.Starts).Take(Most)).ToListAsync(cancellationToken);
        var undated = await Brief(db.Deployments.AsNoTracking().Where(d => d.State == DeploymentState.Draft && d.Starts == null && d.UndatedSince > since).OrderByDescending(d => d.UndatedSince).Take(Most))
            .ToListAsync(cancellationToken);
        return
        [
            .. dated.Select(d => d.Item(new Window(d.Starts!.Value, d.Ends!.Value), isPostponed: false)),
            .. undated.Where(d => d.Postponements.Count > 0).Select(d => d.Item(d.Postponements[^1].Window, isPostponed: true)),
        ];
    }

    private static IQueryable<BriefDeployment> Brief(IQueryable<Deployment> deployments) => deployments.Select(d => new BriefDeployment(
        d.Id, d.Name, d.Venue, d.Starts, d.Ends, d.State, d.Revision, d.PlannedBy, d.SubmittedBy, d.Cancellation, d.Decisions, d.Postponements, d.Handovers));

    private sealed record BriefDeployment(
        Guid Id, string Name, string Venue, DateTimeOffset? Starts, DateTimeOffset? Ends, DeploymentState State, long Revision, Signature PlannedBy, Signature? SubmittedBy, Cancellation? Cancellation,
        IReadOnlyList<AuthorityDecision> Decisions, IReadOnlyList<Postponement> Postponements, IReadOnlyList<Handover> Handovers)
    {
        public StaffCalendarItem Item(Window window, bool isPostponed) => new(
            Id, Name, Venue, window, State, isPostponed, Revision,
            Decisions.Select(d => d.By).Concat(Postponements.Select(p => p.By)).Concat(Handovers.Select(h => h.By)).Append(PlannedBy)
                .Concat(new[] { SubmittedBy, Cancellation?.By }.OfType<Signature>()).Max(by => by.At));
    }
}
