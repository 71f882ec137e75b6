using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>One day of a series that nobody has made yet.</summary>
/// <param name="Day">The day.</param>
/// <param name="Window">The hours; <see langword="null"/> where the clocks leave one of them out.</param>
/// <param name="Holiday">The bank holiday that it falls on; <see langword="null"/> for none.</param>
/// <param name="Clashes">Who or what would be booked twice.</param>
/// <param name="Planned">What is planned at the same street and landmark in these hours already.</param>
/// <param name="Problem">Why there cannot be a deployment on this day; <see langword="null"/> when there can.</param>
public sealed record SeriesDay(DateOnly Day, Window? Window, string? Holiday, IReadOnlyList<Clash> Clashes, IReadOnlyList<PlannedUse> Planned, DateProblem? Problem);

/// <summary>A series before it is made.</summary>
/// <param name="Model">The deployment whose plan is repeated.</param>
/// <param name="Reference">Its number.</param>
/// <param name="Plan">Its plan.</param>
/// <param name="Days">The days.</param>
public sealed record SeriesPreview(Guid Model, string Reference, Plan Plan, IReadOnlyList<SeriesDay> Days);

/// <summary>Works out the days of a weekly series, and says of each what stands in its way. Nothing is saved.</summary>
public sealed class PreviewSeries(IDbContextFactory<LfrDbContext> contexts, PolicyLibrary policies, TimeProvider time)
{
    /// <summary>Most deployments made at once.</summary>
    public const int Most = 26;

    /// <summary>Most weeks between two of them.</summary>
    public const int MostWeeks = 12;

    /// <summary>The series; <see langword="null"/> when the deployment is not there, has no hours to repeat, or the reader does not write plans.</summary>
    /// <param name="reader">Who asks.</param>
    /// <param name="modelId">The deployment whose plan is repeated.</param>
    /// <param name="first">Its first day.</param>
    /// <param name="everyWeeks">Weeks from one to the next; what makes no sense is taken as the nearest that does.</param>
    /// <param name="count">How many; likewise.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SeriesPreview?> RunAsync(Actor reader, Guid modelId, DateOnly first, int everyWeeks, int count, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsDoneBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == modelId && d.HistoricalSource == null, cancellationToken) is not { Plan: { Window: { Length.Ticks: > 0 } hours } plan } model)
            return null;
        var now = time.GetUtcNow();
        var (step, many) = (Math.Clamp(everyWeeks, 1, MostWeeks), Math.Clamp(count, 1, Most));
        var days = Enumerable.Range(0, many).Select(i => first.AddDays(7 * step * i)).Select(day => (Day: day, Window: On(day, hours))).ToArray();
        var dated = days.Select(d => d.Window).OfType<Window>().ToArray();
        var others = dated.Length == 0 ? [] : await ReadCalendar.NeedingAsync(db, dated.Min(w => w.Start), dated.Max(w => w.End), cancellationToken);
        var holidays = BankHolidays.DivisionOf(policies.InForce(ForceTime.Day(now))?.Jurisdiction);
        return new SeriesPreview(modelId, model.Reference, plan, [.. days.Select(d => Judge(d.Day, d.Window))]);

        SeriesDay Judge(DateOnly day, Window? window)
        {
            var holiday = BankHolidays.NameOf(day, holidays);
            if (window is null)
                return new SeriesDay(day, null, holiday, [], [], new DateProblem("The clocks go forward on this day, and one of these hours does not exist.", "Leave it out, or plan it by itself."));
            var there = others.Where(o => o.Plan.Window is { } its && its.Start < window.End && its.End > window.Start).ToArray();
            var mine = new PlannedUse(Guid.Empty, "", plan.ForAnother() with { Window = window });
            return new SeriesDay(
                day, window, holiday, [.. Clash.Among([.. there, mine]).Where(c => c.Concerns(Guid.Empty))],
                [.. there.Where(o => string.Equals(o.Plan.Place.Venue.Trim(), plan.Place.Venue.Trim(), StringComparison.OrdinalIgnoreCase))], DateRanges.OfWindow(window, now));
        }
    }

    // By the clock on the wall: ten to six in summer is ten to six in winter.
    private static Window? On(DateOnly day, Window hours)
    {
        var (start, end) = (ForceTime.At(hours.Start), ForceTime.At(hours.End));
        var nights = DateOnly.FromDateTime(end.DateTime).DayNumber - DateOnly.FromDateTime(start.DateTime).DayNumber;
        return ForceTime.Moment(day, TimeOnly.FromDateTime(start.DateTime)) is { } from && ForceTime.Moment(day.AddDays(nights), TimeOnly.FromDateTime(end.DateTime)) is { } to ? new Window(from, to) : null;
    }
}
