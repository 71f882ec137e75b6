using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Identity;
using Lfr.Web.Mails;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>
/// Sends somebody the link of their invitation by e-mail, to the address of the account, where the force has named its mail server. Lfr keeps no copy of a link, so a mail that the server does
/// not take is not tried again: the administrator, who has the link on the screen, gives it otherwise. The mail holds the link and the force's name, and nothing about the person.
/// </summary>
public sealed class MailLink(IDbContextFactory<LfrDbContext> contexts, AccountChange accounts, Force force, MailSender? sender = null, MailOptions? options = null)
{
    /// <summary>Whether there is a mail server.</summary>
    public bool IsPossible => sender is not null && options is not null;

    /// <summary>Sends it. On record before: a mail cannot be taken back.</summary>
    /// <param name="actor">The administrator who made the link.</param>
    /// <param name="key">Key in the link.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<Outcome> RunAsync(Actor actor, string key, CancellationToken cancellationToken) => (await SendAsync(actor, key, cancellationToken)).Outcome;

    /// <summary>Sends several, one after another. Stops where the server itself fails, which would keep each of the others waiting too.</summary>
    /// <param name="actor">The administrator who made the links.</param>
    /// <param name="keys">Keys in the links.</param>
    /// <param name="sent">Called with each that the server took.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Done when all were sent; otherwise what happened last.</returns>
    public async Task<Outcome> ForAllAsync(Actor actor, IReadOnlyCollection<string> keys, Action<string> sent, CancellationToken cancellationToken)
    {
        var all = Outcome.Done;
        foreach (var key in keys)
        {
            var (outcome, isServerDown) = await SendAsync(actor, key, cancellationToken);
            if (outcome.Succeeded)
                sent(key);
            else
                all = outcome;
            if (isServerDown)
                break;
        }

        return all;
    }

    /// <summary>Sends it, and says whether the server itself failed: then it would fail for everybody else too.</summary>
    internal async Task<(Outcome Outcome, bool IsServerDown)> SendAsync(Actor actor, string key, CancellationToken cancellationToken)
    {
        if (Permissions.Of(actor, Permissions.ManagePeople) is { Succeeded: false } refused)
            return (refused, false);
        Mail? mail = null;
        var hash = StaffSessions.IdOf(key);
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Invitations.AsNoTracking().FirstOrDefaultAsync(i => i.KeyHash == hash, cancellationToken) is not { AccountId: var accountId })
            return (Invitation.Unknown(), false);
        var outcome = await accounts.RunAsync(this, actor, accountId, revisionSeen: null, async (context, account, cancel) =>
        {
            if (accounts.OnlyLocal() is { Succeeded: false } elsewhere)
                return elsewhere;
            if (options is null)
                return Outcome.WrongState("This Lfr sends no mail: no mail server is named in Mail:Host.", "Give the link to the person yourself.");
            var link = await context.Db.Invitations.AsNoTracking().FirstAsync(i => i.KeyHash == hash, cancel);
            if (link.MayBeUsed(context.Now) is { Succeeded: false } over)
                return over;
            if (link.IsForNewPassword)
                return Outcome.WrongState("A link for a new password is not sent by e-mail: whoever reads that person's mail may be the one who asked for it.", "Give it to the person yourself.");
            mail = new Mail(link.Id, account.Email!, "Your account in Lfr", Text(new Uri(options.Site, LfrRoutes.Invitation(key))));
            context.Did("Had the link of the invitation sent by e-mail, to the address of the account.");
            return Outcome.Done;
        }, cancellationToken);
        if (!outcome.Succeeded || sender is null)
            return (outcome, false);
        return await sender.SendAsync(mail!, cancellationToken) is { } failure
            ? (Outcome.WrongState($"The link was not sent by e-mail. {failure.Why}", "Give the link to the person yourself: it works all the same."), failure.OfTheServer)
            : (Outcome.Done, false);
    }

    private string Text(Uri link) =>
        $"""
        {force.Name ?? "Your force"} has made an account for you in Lfr. Choose your password here:

        {link}

        The link works once, and for 24 hours. If you did not expect it, delete this mail.

        """;
}
