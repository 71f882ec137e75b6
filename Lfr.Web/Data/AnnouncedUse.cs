using Lfr.Shared.Notices;
using Lfr.Shared.Policy;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Lfr.Web.Data;

/// <summary>What a notice says now, as a row by which the public list is filtered, sorted and counted. The page shows what the notice says, never this.</summary>
public sealed class AnnouncedUse
{
    private AnnouncedUse()
    {
    }

    /// <summary>Notice.</summary>
    public Guid NoticeId { get; private set; }

    /// <summary>Start of the announced hours (UTC).</summary>
    public DateTimeOffset Starts { get; private set; }

    /// <summary>End of the announced hours (UTC).</summary>
    public DateTimeOffset Ends { get; private set; }

    /// <summary>Year of the start, by the force’s clock.</summary>
    public int Year { get; private set; }

    /// <summary>When the last version was published (UTC).</summary>
    public DateTimeOffset ChangedAt { get; private set; }

    /// <summary>Name, street and town as published, in small letters: what is searched.</summary>
    public string Words { get; private set; } = "";

    /// <summary>The row of a notice that is public, or was; <see langword="null"/> of one that never was.</summary>
    public static AnnouncedUse? Of(Notice notice) => notice.Current is { } now ? new AnnouncedUse { NoticeId = notice.Id }.Saying(now) : null;

    /// <summary>As people search: small letters.</summary>
    public static string Small(string words) => words.ToLowerInvariant();

    internal AnnouncedUse Saying(NoticeVersion now)
    {
        (Starts, Ends, Year, ChangedAt) = (now.Window.Start, now.Window.End, now.Window.Start.ForceDay().Year, now.By.At);
        Words = Small($"{now.Name}\n{now.Place.Venue}\n{now.Place.Area}");
        return this;
    }
}

/// <summary>Keeps the <see cref="AnnouncedUse"/> rows as the notices that are saved say.</summary>
internal sealed class AnnouncedUses : SaveChangesInterceptor
{
    /// <inheritdoc/>
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var context = eventData.Context!;
        var notices = context.ChangeTracker.Entries<Notice>().Where(n => n.State == EntityState.Added || (n.State == EntityState.Modified && n.Property(x => x.Versions).IsModified))
            .Select(n => n.Entity).Where(n => n.Current is not null).ToArray();
        foreach (var notice in notices)
        {
            if (await context.FindAsync<AnnouncedUse>([notice.Id], cancellationToken) is { } row)
                row.Saying(notice.Current!);
            else
                context.Add(AnnouncedUse.Of(notice)!);
        }

        return result;
    }

    /// <summary>Writes the rows of notices from before there were any; nothing where each has one.</summary>
    public static async Task FillAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        var without = db.Notices.AsNoTracking().Where(n => n.State != NoticeState.Draft && !db.AnnouncedUses.Any(a => a.NoticeId == n.Id)).OrderBy(n => n.Id);
        while (await without.Take(500).ToListAsync(cancellationToken) is { Count: > 0 } some)
        {
            var rows = some.Select(AnnouncedUse.Of).OfType<AnnouncedUse>().ToArray();
            if (rows.Length == 0)
                return;
            db.AnnouncedUses.AddRange(rows);
            await db.SaveChangesAsync(cancellationToken);
            db.ChangeTracker.Clear();
        }
    }
}
