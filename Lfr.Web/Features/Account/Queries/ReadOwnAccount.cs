using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Mails;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Account.Queries;

/// <summary>A device on which the person is signed in.</summary>
/// <param name="Id">Session.</param>
/// <param name="Browser">Browser in words; empty where it did not say.</param>
/// <param name="Source">Address it was opened from.</param>
/// <param name="Since">When the person signed in.</param>
/// <param name="LastSeen">When the person last did something.</param>
/// <param name="IsThis">Whether it is the one that asks.</param>
public sealed record OwnDevice(string Id, string Browser, string Source, DateTimeOffset Since, DateTimeOffset LastSeen, bool IsThis);

/// <summary>The address of somebody's calendar program. The key in it is not kept.</summary>
/// <param name="MadeAt">When it was made.</param>
/// <param name="ReadOn">The day on which a program last read it.</param>
public sealed record OwnCalendar(DateTimeOffset MadeAt, DateOnly? ReadOn);

/// <summary>What somebody sees of their own account.</summary>
/// <param name="Email">With what they sign in.</param>
/// <param name="HasPassword">Whether Lfr keeps a password of theirs: not with Entra.</param>
/// <param name="IsDemonstration">Whether the account belongs to a demonstration and may do without a second factor.</param>
/// <param name="Factors">Second factors.</param>
/// <param name="Devices">Open sessions, this one first, then the latest first.</param>
public sealed record OwnAccount(string Email, bool HasPassword, bool IsDemonstration, HeldFactors Factors, IReadOnlyList<OwnDevice> Devices)
{
    /// <summary>When they hear by e-mail of what needs them; <see langword="null"/> where Lfr sends no mail.</summary>
    public MailChoice? Mails { get; init; }

    /// <summary>In what they act, and until when; <see langword="null"/> where they stand in for nobody.</summary>
    public string? Acting { get; init; }

    /// <summary>The address of their calendar program.</summary>
    public OwnCalendar? Calendar { get; init; }

    /// <summary>Whether there is anything for a calendar program to read.</summary>
    public bool SeesDeployments { get; init; }
}

/// <summary>Reads one's own account. Nobody reads another's here.</summary>
public sealed class ReadOwnAccount(IDbContextFactory<LfrDbContext> contexts, SecondFactors factors, SignInOptions options, MailOptions? mail = null)
{
    /// <summary>The account of <paramref name="actor"/>; <see langword="null"/> when it is gone.</summary>
    public async Task<OwnAccount?> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Users.AsNoTracking().FirstOrDefaultAsync(u => u.Id == actor.UserId, cancellationToken) is not { } user)
            return null;
        var open = await db.Sessions.AsNoTracking().Where(s => s.AccountId == actor.UserId && s.EndedAt == null).ToListAsync(cancellationToken);
        return new OwnAccount(
            user.Email ?? "", user.PasswordHash is not null, user.IsDemonstration && options.SecondFactor == SecondFactorRule.Demonstration, await factors.OfAsync(user.Id, cancellationToken),
            [.. open.OrderByDescending(s => s.Id == actor.Session).ThenByDescending(s => s.LastActiveAt).Select(s => new OwnDevice(s.Id, s.Browser, s.Source, s.CreatedAt, s.LastActiveAt, s.Id == actor.Session))])
        {
            Acting = actor.Acting,
            Mails = mail is null ? null : user.Mails,
            Calendar = await db.CalendarAddresses.Where(a => a.AccountId == actor.UserId).Select(a => new OwnCalendar(a.MadeAt, a.ReadOn)).FirstOrDefaultAsync(cancellationToken),
            SeesDeployments = Permissions.SeeDeployments.IsSeenBy(actor),
        };
    }
}
