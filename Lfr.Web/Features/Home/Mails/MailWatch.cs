using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Changes;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Features.Home.Queries;
using Lfr.Web.Identity;
using Lfr.Web.Mails;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Home.Mails;

/// <summary>
/// Once a minute: finds what needs whom, and tells those who want to be told by e-mail. What it finds is what their home page shows. A mail that the server does not take waits and is tried again;
/// nothing else waits for it.
/// </summary>
public sealed partial class MailWatch(
    IDbContextFactory<LfrDbContext> contexts, HomeQuery home, MailSender sender, MailOptions options, ChangeFeed feed, TimeProvider time, ILogger<MailWatch> logger)
    : BackgroundService
{
    /// <summary>Hour of the day, by the force’s clock, at which those are told who want to be told once a day.</summary>
    public const int DailyHour = 7;

    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(1);

    /// <summary>What only time brings about, such as a record that becomes late, is looked for this often.</summary>
    private static readonly TimeSpan Quiet = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(6);

    /// <summary>What is over is forgotten after this time: nothing rests on it.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private long foundUnder = -1;
    private DateTimeOffset foundAt;

    /// <summary>Finds and sends what is due now.</summary>
    public async Task RunOnceAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var committed = feed.Committed;
        if (committed != foundUnder || now - foundAt >= Quiet || now < foundAt)
        {
            await FindAsync(now, cancellationToken);
            (foundUnder, foundAt) = (committed, now);
        }

        await SendAsync(now, cancellationToken);
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.RunAsync(RunOnceAsync, Interval, time, logger, stoppingToken);

    private static IQueryable<LfrUser> Readers(LfrDbContext db, DateTimeOffset now) => db.Users.AsNoTracking()
        // Whoever never signed in has an invitation, and nothing waits for them yet. Addresses of a demonstration are nobody's.
        .Where(u => u.Email != null && u.LastSeenAt != null && u.RetiredAt == null && !u.IsDemonstration && (u.LockoutEnd == null || u.LockoutEnd < now));

    private async Task FindAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var since = now - Kept;
        await db.TaskMails.Where(m => m.OverAt < since).ExecuteDeleteAsync(cancellationToken);
        var people = await Readers(db, now).Select(u => new { u.Id, u.DisplayName, u.Rank, u.Mails }).ToListAsync(cancellationToken);
        var duties = (await (from held in db.UserRoles
                             join role in db.Roles on held.RoleId equals role.Id
                             select new { held.UserId, Name = role.Name! }).ToListAsync(cancellationToken)).ToLookup(h => h.UserId, h => h.Name);
        var acting = (await ActingNow.OpenAsync(db, null, now, cancellationToken)).Where(g => g.Acting!.IsOn(now.ForceDay())).ToLookup(g => g.AccountId, g => g.Acting!);
        var asks = people.Where(p => p.Mails != MailChoice.Off).Select(p => p.Id).ToHashSet();
        var needs = await home.NeedsAsync(
            [.. people.Select(p => new Actor(p.Id, p.DisplayName, acting[p.Id].FirstOrDefault()?.RankBeside(p.Rank) ?? p.Rank, duties[p.Id].Concat(acting[p.Id].SelectMany(a => a.Duties)).ToHashSet(StringComparer.Ordinal)))], cancellationToken);
        var open = await db.TaskMails.Where(m => m.OverAt == null).ToListAsync(cancellationToken);
        foreach (var mail in open.Where(m => needs.GetValueOrDefault(m.AccountId)?.Any(t => t.Key == m.Key && (t.IsOfOwnAccount || asks.Contains(m.AccountId))) != true))
            mail.OverAt = now;
        foreach (var (account, tasks) in needs)
        {
            foreach (var task in tasks.Where(t => t.IsOfOwnAccount || asks.Contains(account)))
            {
                if (open.Find(m => m.AccountId == account && m.Key == task.Key && m.OverAt is null) is { } known)
                    known.Sentence = task.InMail;
                else
                    db.TaskMails.Add(new TaskMail { Id = Guid.CreateVersion7(now), AccountId = account, Key = task.Key, Sentence = task.InMail, Path = task.Address, FoundAt = now, NotBefore = now });
            }
        }

        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task SendAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var unsent = await db.TaskMails.AsNoTracking().Where(m => m.OverAt == null && m.SentAt == null && m.NotBefore <= now).Select(m => m.AccountId).Distinct().ToListAsync(cancellationToken);
        var people = await Readers(db, now).Where(u => unsent.Contains(u.Id)).Select(u => new { u.Id, u.Email, u.Mails }).ToListAsync(cancellationToken);
        foreach (var person in people)
        {
            var open = await db.TaskMails.Where(m => m.AccountId == person.Id && m.OverAt == null).OrderBy(m => m.FoundAt).ThenBy(m => m.Id).ToListAsync(cancellationToken);
            var fresh = open.Where(m => m.SentAt is null && m.NotBefore <= now && IsDue(m, person.Mails, now)).ToList();
            if (fresh.Count == 0 || !EntraPerson.IsAddress(person.Email!))
                continue;
            // Once a day everything that is still open is told, not only what is new.
            var told = person.Mails == MailChoice.Daily && fresh.Exists(m => !m.IsOfOwnAccount) ? open : fresh;
            // Its number is that of what is new: another day's mail is another mail.
            var failure = await sender.SendAsync(TaskMailText.For(person.Email!, [fresh[0], .. told.Where(m => m != fresh[0])], options.Site), cancellationToken);
            foreach (var mail in told)
            {
                if (failure is null)
                    mail.SentAt = now;
                else if (mail.SentAt is null)
                    Wait(mail, failure.Why, now);
            }

            await db.SaveChangesAsync(cancellationToken);
            if (failure is { } why)
            {
                LogFailed(logger, why.Why);
                // A server that does not answer would keep each of them waiting; an address that it refuses is that person's alone.
                if (why.OfTheServer)
                    return;
            }
        }
    }

    private static void Wait(TaskMail mail, string failure, DateTimeOffset now)
    {
        mail.Failures++;
        mail.LastFailure = failure;
        var wait = TimeSpan.FromMinutes(Math.Pow(2, Math.Min(mail.Failures, 10)));
        mail.NotBefore = now + (wait < LongestWait ? wait : LongestWait);
    }

    private static bool IsDue(TaskMail mail, MailChoice choice, DateTimeOffset now) => choice switch
    {
        _ when mail.IsOfOwnAccount => true,
        MailChoice.AtOnce => true,
        MailChoice.Daily => ForceTime.Moment(ForceTime.Day(now), new TimeOnly(DailyHour, 0)) is { } today && now >= today && mail.FoundAt < today,
        _ => false,
    };

    [LoggerMessage(LogLevel.Warning, "A mail could not be sent and is tried again later: {Failure}")]
    private static partial void LogFailed(ILogger logger, string failure);
}
