using System.Buffers.Text;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>How long a session may last.</summary>
/// <param name="Idle">Without anything that the person did (<c>Sessions:IdleMinutes</c>).</param>
/// <param name="Longest">Whatever the person does (<c>Sessions:MaximumHours</c>).</param>
public sealed record SessionLimits(TimeSpan Idle, TimeSpan Longest);

/// <summary>
/// The sessions of staff. They live in the database: each request and, every few seconds, each open page asks whether its session is still open, so that an
/// end counts everywhere and for every copy of the cookie.
/// </summary>
public sealed class StaffSessions(IDbContextFactory<LfrDbContext> contexts, Accounts accounts, SignInOptions options, TimeProvider time)
{
    /// <summary>How long an ended session is kept: for questions about it, and because its address is one that the person came from.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    /// <summary>How exactly it is kept when a person last did something.</summary>
    public static readonly TimeSpan Grain = TimeSpan.FromMinutes(1);

    /// <summary>Told at once, in this process, which session ended.</summary>
    public event EventHandler<SessionEndedEventArgs>? Ended;

    /// <summary>A key that nobody can guess, for a new session.</summary>
    public static string NewKey() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    /// <summary>Id of the session with this key.</summary>
    public static string IdOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    /// <summary>Id of the session of a signed-in person; <see langword="null"/> for anybody else.</summary>
    public static string? Of(ClaimsPrincipal principal) => principal.FindFirstValue(LfrClaims.Session);

    /// <summary>The account of an open session as it is now; <see langword="null"/> when the session has ended, ends by itself now, or was not opened by this account.</summary>
    public Task<AccountNow?> AccountOfAsync(string id, Guid openedBy, CancellationToken cancellationToken) =>
        DatabaseFault.RetryAsync(() => AccountOfOnceAsync(id, openedBy, cancellationToken), cancellationToken);

    private async Task<AccountNow?> AccountOfOnceAsync(string id, Guid openedBy, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var session = await db.Sessions.AsNoTracking().FirstOrDefaultAsync(s => s.Id == id, cancellationToken);
        if (session is not { EndedAt: null } || session.AccountId != openedBy || Overdue(session) is not null)
            return null;
        return await accounts.FindAsync(session.AccountId, cancellationToken) is { Locked: false } account ? account : null;
    }

    /// <summary>The person did something: the idle limit counts from now.</summary>
    public Task SeenAsync(string id, CancellationToken cancellationToken) => DatabaseFault.RetryAsync(() => SeenOnceAsync(id, cancellationToken), cancellationToken);

    private async Task SeenOnceAsync(string id, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var (before, after) = (now - Grain, now - options.Sessions.Idle);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Sessions.Where(s => s.Id == id && s.EndedAt == null && s.LastActiveAt <= before && s.LastActiveAt > after)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LastActiveAt, now), cancellationToken) > 0)
        {
            // Past the change tracker: the audit log vouches for an account when a command changes it, and not when its person does something.
            await db.Users.Where(u => db.Sessions.Any(s => s.Id == id && s.AccountId == u.Id)).ExecuteUpdateAsync(set => set.SetProperty(u => u.LastSeenAt, now), cancellationToken);
        }
    }

    /// <summary>Whether <paramref name="account"/> signed in from <paramref name="source"/> within the last month.</summary>
    public Task<bool> KnowsAsync(Guid account, string source, CancellationToken cancellationToken) => DatabaseFault.RetryAsync(async () =>
    {
        var since = time.GetUtcNow() - Kept;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Sessions.AnyAsync(s => s.AccountId == account && s.Source == source && s.LastActiveAt > since, cancellationToken);
    }, cancellationToken);

    /// <summary>Open sessions that must end, and why: too old, idle, or of an account that was locked or removed.</summary>
    internal async Task<IReadOnlyList<(string Id, SessionEnd Because)>> ToEndAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await CountFromNowAsync(db, cancellationToken);
        var open = await db.Sessions.AsNoTracking().Where(s => s.EndedAt == null).ToListAsync(cancellationToken);
        var due = new List<(string, SessionEnd)>();
        foreach (var of in open.GroupBy(s => s.AccountId))
        {
            var closed = await accounts.FindAsync(of.Key, cancellationToken) is not { Locked: false };
            due.AddRange(from session in of
                         let because = closed ? SessionEnd.AccountClosed : Overdue(session)
                         where because is not null
                         select (session.Id, because.Value));
        }

        return due;
    }

    /// <summary>Forgets sessions that ended more than a month ago.</summary>
    internal async Task ForgetAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - Kept;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.Sessions.Where(s => s.EndedAt != null && s.EndedAt < before).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Ends sessions inside a command, and tells open pages once it is committed.</summary>
    /// <returns>Those that it ended.</returns>
    internal async Task<IReadOnlyList<StaffSession>> EndAsync(CommandContext context, IQueryable<StaffSession> which, SessionEnd because, CancellationToken cancellationToken)
    {
        var open = await which.Where(s => s.EndedAt == null).ToListAsync(cancellationToken);
        foreach (var session in open)
        {
            session.End(because, context.Now);
            context.AfterCommit(() =>
            {
                Ended?.Invoke(this, new SessionEndedEventArgs(session.Id));
                return Task.CompletedTask;
            });
        }

        return open;
    }

    /// <summary>
    /// Ends everything with which somebody is let in without signing in again, inside a command: all sessions of an account, and the address at which a calendar program reads. A telephone that was lost holds both.
    /// </summary>
    /// <returns>The sessions that it ended, and whether there was an address.</returns>
    internal async Task<(IReadOnlyList<StaffSession> Sessions, bool Calendar)> EndAllAsync(CommandContext context, Guid accountId, SessionEnd because, CancellationToken cancellationToken)
    {
        var calendar = await context.Db.CalendarAddresses.FirstOrDefaultAsync(a => a.AccountId == accountId, cancellationToken);
        if (calendar is not null)
            context.Db.CalendarAddresses.Remove(calendar);
        return (await EndAsync(context, context.Db.Sessions.Where(s => s.AccountId == accountId), because, cancellationToken), calendar is not null);
    }

    // The clock was set back: what happened in what is the future now would keep a session open for that much longer. Nobody is signed out for it, least of all beside a live run.
    private async Task CountFromNowAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var ahead = now + Grain;
        await db.Sessions.Where(s => s.EndedAt == null && s.LastActiveAt > ahead).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastActiveAt, now), cancellationToken);
        await db.Sessions.Where(s => s.EndedAt == null && s.CreatedAt > ahead).ExecuteUpdateAsync(set => set.SetProperty(s => s.CreatedAt, now), cancellationToken);
    }

    private SessionEnd? Overdue(StaffSession session)
    {
        var now = time.GetUtcNow();
        if (now - session.CreatedAt >= options.Sessions.Longest)
            return SessionEnd.TooOld;
        return now - session.LastActiveAt >= options.Sessions.Idle ? SessionEnd.Idle : null;
    }
}

/// <summary>A session ended.</summary>
/// <param name="id">Its id.</param>
public sealed class SessionEndedEventArgs(string id) : EventArgs
{
    /// <summary>Its id.</summary>
    public string Id { get; } = id;
}
