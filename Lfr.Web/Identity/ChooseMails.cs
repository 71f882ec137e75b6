using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Identity;

/// <summary>Somebody says when they want to hear by e-mail of what needs them.</summary>
public sealed class ChooseMails(LfrTransaction transaction)
{
    /// <summary>Keeps the choice.</summary>
    public Task<Outcome> RunAsync(Actor actor, MailChoice choice, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (await context.Db.Users.FirstOrDefaultAsync(u => u.Id == actor.UserId, cancel) is not { } user)
                return Permissions.NotFound("This account");
            user.Mails = choice;
            context.Did($"Chose e-mails about what needs them: {choice.InWords()}.");
            return Outcome.Done;
        }, cancellationToken);
}
