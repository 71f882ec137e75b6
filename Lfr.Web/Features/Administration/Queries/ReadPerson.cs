using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Queries;

/// <summary>Something that happened to an account.</summary>
public sealed record AccountEvent(DateTimeOffset At, string Who, string Sentence, bool Done);

/// <summary>A person's page.</summary>
/// <param name="Id">Account.</param>
/// <param name="Revision">Revision that the page shows.</param>
/// <param name="Particulars">Who the person is.</param>
/// <param name="Email">With what they sign in.</param>
/// <param name="State">State of the account.</param>
/// <param name="Duties">Duties held.</param>
/// <param name="Training">The LFR training.</param>
/// <param name="TrainedUntil">Its last day.</param>
/// <param name="LastSeenAt">When they were last seen.</param>
/// <param name="OpenSessions">Sessions that are open.</param>
/// <param name="InvitedUntil">Until when the link of an invitation works; <see langword="null"/> when none does.</param>
/// <param name="History">What happened to the account, the newest first.</param>
/// <param name="AnswersFor">Other systems that work and for which this person answers.</param>
public sealed record PersonSheet(
    Guid Id, long Revision, Particulars Particulars, string Email, AccountState State, IReadOnlyList<string> Duties, Training? Training, DateOnly? TrainedUntil, DateTimeOffset? LastSeenAt, int OpenSessions,
    DateTimeOffset? InvitedUntil, IReadOnlyList<AccountEvent> History, IReadOnlyList<string> AnswersFor);

/// <summary>Reads one person's page.</summary>
public sealed class ReadPerson(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    /// <summary>Lines of the history that are shown; the audit log has all.</summary>
    public const int Latest = 20;

    /// <summary>The page; <see langword="null"/> when there is no such account or the reader may not see people.</summary>
    public async Task<PersonSheet?> RunAsync(Actor reader, Guid accountId, CancellationToken cancellationToken)
    {
        if (!Permissions.ManagePeople.IsSeenBy(reader))
            return null;
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == accountId, cancellationToken) is not { } user)
            return null;
        var invitations = await db.Invitations.AsNoTracking().Where(i => i.AccountId == accountId).ToListAsync(cancellationToken);
        var subject = Subjects.Account(accountId).Key;
        // Of signing in there would be a line a day; the audit log has them.
        var history = await db.AuditEvents.AsNoTracking().Where(e => e.Subject == subject && e.Action != nameof(SignIn) && e.Action != nameof(SignOut)).OrderByDescending(e => e.Number).Take(Latest)
            .Select(e => new AccountEvent(e.At, e.ActorName, e.Sentence, e.Done)).ToListAsync(cancellationToken);
        var systems = await db.SystemClients.AsNoTracking().Where(c => c.ResponsibleId == accountId && c.RevokedBy == null).ToListAsync(cancellationToken);
        return new PersonSheet(
            user.Id, user.Revision, user.Particulars, user.Email ?? "",
            ListPeople.StateOf(user.RetiredAt, user.LockoutEnd, user.PasswordHash is null && invitations.Count > 0, user.LastSeenAt, now),
            await AccountChange.DutiesOfAsync(db, accountId, cancellationToken), user.Training, user.TrainedUntil, user.LastSeenAt,
            await db.Sessions.CountAsync(s => s.AccountId == accountId && s.EndedAt == null, cancellationToken),
            invitations.Find(i => i.IsOpen(now))?.ExpiresAt, history, [.. systems.Where(c => c.Works(now)).Select(c => c.Name)]);
    }
}
