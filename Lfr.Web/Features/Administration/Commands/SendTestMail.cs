using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Mails;
using Lfr.Web.Urls;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Commands;

/// <summary>An administrator has a mail sent to their own address, to see whether the force's mail server takes what Lfr sends and lets it through. On record; the mail names nobody.</summary>
public sealed class SendTestMail(LfrTransaction transaction, MailSender? sender = null, MailOptions? options = null)
{
    /// <summary>Sends it, and waits for the server's answer.</summary>
    public async Task<Outcome> RunAsync(Actor actor, CancellationToken cancellationToken)
    {
        string? to = null;
        var id = Guid.Empty;
        var allowed = await transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(null, "Mails");
            if (Permissions.Of(actor, Permissions.ManageWorkers) is { Succeeded: false } refused)
                return refused;
            if (options is null)
                return Outcome.WrongState("This Lfr sends no mail: no mail server is named in Mail:Host.", "Name one, and start Lfr again.");
            (to, id) = (await context.Db.Users.Where(u => u.Id == actor.UserId).Select(u => u.Email).FirstOrDefaultAsync(cancel), context.NewId());
            return to is null ? Outcome.WrongState("Your account has no address.", "Have one entered.") : context.Did(Outcome.Done, "Had a test mail sent to their own address.");
        }, cancellationToken);
        if (!allowed.Succeeded || sender is null || options is null)
            return allowed;
        return await sender.SendAsync(new Mail(id, to!, "Test of the mails of Lfr", $"Mails of Lfr arrive at this address. Nothing has to be done.\n\n{new Uri(options.Site, LfrRoutes.Home)}\n"), cancellationToken) is { } failure
            ? Outcome.WrongState($"The test mail was not sent. {failure.Why}", "Look at the settings that begin with Mail:, below.")
            : Outcome.Done;
    }
}
