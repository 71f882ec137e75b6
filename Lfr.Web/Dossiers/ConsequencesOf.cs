using Lfr.Shared.Deployments;
using Lfr.Shared.Watchlists;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Dossiers;

/// <summary>Brings notice, list, entries and biometrics in line with a step that a deployment has taken, in the transaction of that step.</summary>
public static class ConsequencesOf
{
    /// <summary>Applies what <see cref="Consequences"/> says.</summary>
    /// <param name="context">The transaction.</param>
    /// <param name="deployment">The deployment, after the step.</param>
    /// <param name="step">The step.</param>
    /// <param name="before">State before the step.</param>
    /// <param name="reason">Why the step was taken, as kept with a broken seal and, where the planner writes for the public, in the notice.</param>
    /// <param name="cancellationToken">Gives up before the commit.</param>
    public static async Task ApplyAsync(
        CommandContext context, Deployment deployment, DeploymentStep step, DeploymentState before, string reason, CancellationToken cancellationToken)
    {
        var consequences = Consequences.Of(step, before, deployment.State);
        if (consequences.Notice is null && consequences.List == ListFate.Stays)
            return;
        var notice = await context.Db.Notices.FirstOrDefaultAsync(n => n.DeploymentId == deployment.Id, cancellationToken);
        var watchlist = await context.Db.Watchlists.FirstOrDefaultAsync(w => w.DeploymentId == deployment.Id, cancellationToken);
        IReadOnlyList<WatchlistEntry> entries = consequences.List == ListFate.ReviewedAgain
            ? await context.Db.Entries.Where(e => e.DeploymentId == deployment.Id).ToListAsync(cancellationToken) : [];
        consequences.Apply(notice, watchlist, entries, reason, context.Actor, context.Now);
        if (consequences.DestroysBiometrics)
            await DeploymentPurge.ListAsync(context, deployment, context.Now, cancellationToken);
        context.Tell(ChangeKind.Notice, deployment.Id);
        context.Tell(ChangeKind.Watchlist, deployment.Id);
    }
}
