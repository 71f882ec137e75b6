using System.Security.Cryptography;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>Puts on record that this machine's clock was set, or that Lfr starts at a time that it cannot vouch for. Lfr's own command.</summary>
public sealed class NoteClockStep(IDbContextFactory<LfrDbContext> contexts, LfrTransaction transaction, RememberedHead remembered, TimeProvider time)
{
    /// <summary>Lfr may have been away this long without anybody having to look at the clock: a night.</summary>
    public static readonly TimeSpan Away = TimeSpan.FromDays(1);

    // Words round down; what was set by an hour less a millisecond was set by an hour.
    private static readonly TimeSpan HalfASecond = TimeSpan.FromSeconds(0.5);

    /// <summary>A step as a sentence.</summary>
    public static string Sentence(TimeSpan step) =>
        $"The clock of Lfr's machine was set {(step > TimeSpan.Zero ? "forward" : "back")} by {Words.Duration(step.Duration() + HalfASecond)}.";

    /// <summary>While Lfr runs.</summary>
    public Task<Outcome> RunAsync(TimeSpan step, CancellationToken cancellationToken) => WriteAsync(Sentence(step), cancellationToken);

    /// <summary>
    /// At the start, before anything else is written: compares the clock with the last time that log and keys remember. Time that passed while Lfr was off looks like a
    /// clock that was set, so that only a person can tell; for up to <see cref="Away"/> nobody is asked.
    /// </summary>
    public async Task SinceLastRunAsync(CancellationToken cancellationToken)
    {
        if (await LastKnownAsync(cancellationToken) is not { } known)
            return;
        var step = time.GetUtcNow() - known;
        if (step > Away)
            await WriteAsync($"Lfr was off, or its machine's clock is wrong: it starts {Words.Duration(step)} after the last time that it remembers ({Words.Moment(known)}).", cancellationToken);
        else if (step < -ClockSteps.Bound)
            await WriteAsync($"The clock of Lfr's machine is wrong, or was: Lfr starts {Words.Duration(-step)} before the last time that it remembers ({Words.Moment(known)}).", cancellationToken);
    }

    private Task<Outcome> WriteAsync(string sentence, CancellationToken cancellationToken) => transaction.RunAsync(this, Actor.System, (context, _) =>
    {
        context.About(null, UnconfirmedTime.Subject);
        context.Did(sentence);
        context.Tell(ChangeKind.Deployment, Guid.Empty);
        return Task.FromResult(Outcome.Done);
    }, cancellationToken);

    private async Task<DateTimeOffset?> LastKnownAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var last = await db.AuditEvents.OrderByDescending(e => e.Number).Select(e => (DateTimeOffset?)e.At).FirstOrDefaultAsync(cancellationToken);
        return Head() is { } head && head.At > last ? head.At : last;
    }

    private AuditHead? Head()
    {
        try
        {
            return remembered.Read();
        }
        catch (Exception e) when (e is CryptographicException or FormatException or IndexOutOfRangeException)
        {
            // Altered or cut short: whoever accepts the database answers for it, and the log still has a last event.
            return null;
        }
    }
}
