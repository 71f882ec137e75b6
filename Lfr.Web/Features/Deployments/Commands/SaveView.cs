using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Deployments.Queries;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Commands;

/// <summary>Somebody gives a list, board or calendar with its filters a name, for themselves. A name that they have already is given to the new view.</summary>
public sealed class SaveView(LfrTransaction transaction)
{
    /// <summary>More than this nobody finds again in a menu.</summary>
    public const int Most = 20;

    /// <summary>Saves it.</summary>
    public Task<Outcome> RunAsync(Actor actor, string name, string address, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, actor, async (context, cancel) =>
        {
            context.About(deploymentId: null, $"Account {actor.UserId}");
            if (!Permissions.SeeDeployments.IsSeenBy(actor))
                return Outcome.NotYourRole("Your role does not see deployments.", "Ask an administrator if you need to.");
            var called = name.Trim();
            if (called.Length is 0 or > SavedView.LongestName)
                return Outcome.Incomplete(called.Length == 0 ? "The view has no name." : $"The name is longer than {SavedView.LongestName} characters.", "Enter a short name.");
            if (ViewAddress.Of(address) is not { } kept)
                return Outcome.Incomplete("Only the list, the board and the calendar of deployments can be saved as a view.", "Open one of them, set its filters, then save it.");
            var own = await context.Db.SavedViews.Where(v => v.AccountId == actor.UserId).ToListAsync(cancel);
            if (own.Find(v => string.Equals(v.Name, called, StringComparison.OrdinalIgnoreCase)) is { } known)
                (known.Address, known.SavedAt) = (kept, context.Now);
            else if (own.Count >= Most)
                return Outcome.WrongState($"You have {Most} views already.", "Remove one that you no longer use.");
            else
                context.Db.SavedViews.Add(new SavedView { Id = Guid.CreateVersion7(context.Now), AccountId = actor.UserId, Name = called, Address = kept, SavedAt = context.Now });
            context.Did("Saved a view of the deployments for themselves.");
            return Outcome.Done;
        }, cancellationToken);
}
