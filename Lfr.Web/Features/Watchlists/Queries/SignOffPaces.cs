using Lfr.Shared.Watchlists;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Queries;

/// <summary>How long entries were looked at.</summary>
/// <param name="Seconds">Mean, whole seconds.</param>
/// <param name="Last">Over how many decisions; at most 40.</param>
public sealed record SignOffPace(int Seconds, int Last);

/// <summary>How fast one approver decides on one list.</summary>
/// <param name="Pace">Over the last answers; <see langword="null"/> before the first.</param>
/// <param name="Stretch">The answers since the last pause or break; <see langword="null"/> when none was given since.</param>
/// <param name="BreakUntil">When the break ends that the approver takes; <see langword="null"/> when none goes on.</param>
public sealed record SignOffPaces(SignOffPace? Pace, SignOffStretch? Stretch, DateTimeOffset? BreakUntil)
{
    private const int PaceOver = 40;

    /// <summary>Reads it, over the entries that this person was the last to answer about.</summary>
    internal static async Task<SignOffPaces> ReadAsync(LfrDbContext db, Guid deploymentId, Guid me, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var last = await db.Entries.AsNoTracking().Where(e => e.DeploymentId == deploymentId && e.DecidedBy == me).OrderByDescending(e => e.DecidedAt).Take(SignOffStretch.Long)
            .Select(e => e.Decisions).ToListAsync(cancellationToken);
        var answers = last.Select(d => (d[^1].By.At, Seconds: d[^1].LookedForSeconds)).ToArray();
        var answered = await db.SignOffBreaks.AsNoTracking().Where(b => b.DeploymentId == deploymentId && b.UserId == me).OrderByDescending(b => b.At).FirstOrDefaultAsync(cancellationToken);
        var ends = answered is { WentOn: false } ? answered.At + SignOffStretch.Pause : (DateTimeOffset?)null;
        return new SignOffPaces(
            answers.Length == 0 ? null : new SignOffPace((int)answers.Take(PaceOver).Average(a => a.Seconds), Math.Min(answers.Length, PaceOver)),
            SignOffStretch.Of(answers, answered?.At, now),
            ends > now && answered!.At <= now ? ends : null);
    }
}
