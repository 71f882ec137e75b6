using Lfr.Shared.Audit;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Components.Shared;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Home.Queries;

/// <summary>
/// What somebody should know of their own account (OWASP ASVS 5.0, 6.3.5 and 6.3.7): that what they sign in with was changed, or that somebody tries to get in. Shown to them for some days whatever
/// they do, and sent also to whoever wants no mails: a thief in their session could otherwise wave it away.
/// </summary>
internal static class AccountNews
{
    /// <summary>For how long it is told.</summary>
    public static readonly TimeSpan Told = TimeSpan.FromDays(3);

    /// <summary>Within this time attempts add up.</summary>
    public static readonly TimeSpan Together = TimeSpan.FromDays(1);

    /// <summary>Attempts that failed, from which on they are told: nobody mistypes so often.</summary>
    public const int Suspicious = SignInThrottle.Free;

    /// <summary>The newest events of an account that are looked at.</summary>
    private const int Newest = 300;

    private static readonly Dictionary<string, string> Changes = new(StringComparer.Ordinal)
    {
        [nameof(ChangeOwnPassword)] = "Your password was changed",
        [nameof(AddPasskey)] = "A passkey was added to your account",
        [nameof(RemovePasskey)] = "A passkey of yours was removed",
        [nameof(SetUpAuthenticator)] = "An authenticator app was set up for your account",
        [nameof(RemoveAuthenticator)] = "Your authenticator app was removed",
        [nameof(MakeRecoveryCodes)] = "New recovery codes were made for your account",
        [nameof(ResetSecondFactor)] = "An administrator reset your second factor",
        ["ResetPassword"] = "An administrator made a link for a new password of yours",
    };

    /// <summary>What there is to tell now.</summary>
    public static async Task<IReadOnlyList<HomeTask>> OfAsync(LfrDbContext db, Actor actor, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var subject = $"{Evidence.Account}{actor.UserId:D}";
        var newest = (await db.AuditEvents.AsNoTracking().Where(e => e.Subject == subject).OrderByDescending(e => e.Number).Take(Newest)
            .Select(e => new { e.Number, e.At, e.Action, e.Done }).ToListAsync(cancellationToken)).Where(e => e.At > now - Told).ToList();
        var tasks = newest.Where(e => e.Done && Changes.ContainsKey(e.Action))
            .Select(e => News(Changes[e.Action], $"On {ForceTime.DateAndTime(e.At)}", "Changed", e.Number, e.At)).ToList();
        var failed = newest.Where(e => e is { Done: false, Action: nameof(SignIn) } && e.At > now - Together).ToList();
        if (failed.Count >= Suspicious)
            tasks.Add(News("Somebody tried to sign in as you", $"{Words.Count(failed.Count, "attempt", "attempts")} failed within a day, the last on {ForceTime.DateAndTime(failed[0].At)}", "Attempts", failed[^1].At.ToUnixTimeSeconds() / 86_400, failed[0].At));
        return tasks;
    }

    private static HomeTask News(string what, string when, string status, long which, DateTimeOffset at) =>
        new(what, $"{when}. If that was not you, end the sessions of your other devices and tell an administrator", LfrRoutes.Account, Tone.Waiting, status, at) { Which = which, IsOfOwnAccount = true };
}
