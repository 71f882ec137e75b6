using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Biometrics;

/// <summary>A step of this machine's clock that nobody has confirmed.</summary>
/// <param name="Number">Number of its event in the audit log; 0 before it is on record.</param>
/// <param name="Sentence">What happened, as a sentence.</param>
public sealed record ClockStep(long Number, string Sentence)
{
    /// <summary>What follows from it, and who can end it.</summary>
    public const string Follows = "Lfr deletes nothing that falls due until an administrator or the data protection officer confirms the time, on their start page.";
}

/// <summary>
/// Whether the time of day is in doubt. What falls due is destroyed for good, so a clock that was set destroys nothing until a person has confirmed it
/// (ADR 22). The doubt is a line of the audit log without a confirmation after it: a restart does not end it.
/// </summary>
public sealed class UnconfirmedTime(ClockSteps steps)
{
    /// <summary>What these events are about, in the audit log.</summary>
    public const string Subject = "Clock";

    /// <summary>The step that waits for a person; <see langword="null"/> when the time is not in doubt. Asked inside the transaction that relies on the time.</summary>
    public async Task<ClockStep?> FindAsync(LfrDbContext db, CancellationToken cancellationToken) =>
        steps.Unrecorded() != TimeSpan.Zero ? new ClockStep(0, "The clock of Lfr’s machine was set a moment ago.") : await OnRecordAsync(db, cancellationToken);

    /// <summary>The same, as far as it is on record: for pages.</summary>
    public static async Task<ClockStep?> OnRecordAsync(LfrDbContext db, CancellationToken cancellationToken) =>
        await db.AuditEvents.AsNoTracking().Where(e => e.Subject == Subject && e.Done).OrderByDescending(e => e.Number)
            .Select(e => new { e.Number, e.Action, e.Sentence }).FirstOrDefaultAsync(cancellationToken) is { Action: nameof(NoteClockStep) } step
            ? new ClockStep(step.Number, step.Sentence)
            : null;
}
