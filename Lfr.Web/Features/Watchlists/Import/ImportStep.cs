using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Lfr.Web.Features.Watchlists.Commands;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>What every step of an import asks first: is it still the one that the person's page showed? Of two who press at once, the second hears who came between.</summary>
internal static class ImportStep
{
    /// <summary>The import of a list that counts: the newest that nobody put away.</summary>
    public static IQueryable<ImportJob> Current(LfrDbContext db, Guid deploymentId) => db.ImportJobs.Where(j => j.DeploymentId == deploymentId && !j.IsPutAway).OrderByDescending(j => j.PassBegunAt);

    /// <summary>A step of one import, as the intent of a command about its deployment.</summary>
    /// <param name="jobId">The import that the page showed.</param>
    /// <param name="step">What is done to it.</param>
    public static Func<CommandContext, Deployment, CancellationToken, Task<Outcome>> Of(Guid jobId, Func<CommandContext, Deployment, ImportJob, CancellationToken, Task<Outcome>> step) =>
        async (context, deployment, cancel) =>
        {
            About(context, deployment.Id);
            if (await Current(context.Db, deployment.Id).FirstOrDefaultAsync(cancel) is not { } job)
                return Outcome.WrongState("This import was put away, or its list was destroyed.", "Choose the files and have them checked again.");
            return job.Id == jobId
                ? await step(context, deployment, job, cancel)
                : Outcome.Conflict($"{Who(context.Actor, job)} {(job.IsGoing ? "began with" : "had Lfr look at")} {job.Source} for this list at {Words.Time(job.By.At)}, after what you were looking at.", "Look at that first, then decide again.");
        };

    /// <summary>Says that it is about the list of a deployment.</summary>
    public static void About(CommandContext context, Guid deploymentId) => context.About(deploymentId, $"Watchlist of deployment {deploymentId}");

    /// <summary>Why nothing can be added to a list at all, whatever the rows say, or by this person.</summary>
    public static async Task<Outcome> MayAddAsync(CommandContext context, Deployment deployment, CancellationToken cancellationToken)
    {
        var watchlist = await context.Db.Watchlists.AsNoTracking().FirstOrDefaultAsync(w => w.DeploymentId == deployment.Id, cancellationToken);
        return (watchlist?.MayChange(deployment, context.Now) ?? deployment.MayChangeList(context.Now)) is { Succeeded: false } closed
            ? closed
            : await ProposeEntry.MayCompileAsync(context, deployment.Id, cancellationToken);
    }

    /// <summary>Whether an import is of somebody.</summary>
    public static bool IsOf(ImportJob job, Actor actor) => job.By.UserId == actor.UserId;

    /// <summary>The refusal while one is under way.</summary>
    public static Outcome Taken(Actor actor, ImportJob going)
    {
        var (who, what) = (IsOf(going, actor) ? "You have" : $"{going.By.Name} has", going.IsDryRun ? "checking" : "importing");
        return Outcome.Conflict($"{who} been {what} {going.Source} for this list since {Words.Time(going.By.At)}: {HowFar(going)}.", "Wait until it is done, or stop it.");
    }

    /// <summary>The refusal while one waits for somebody: its files would be gone.</summary>
    public static Outcome Held(Actor actor, ImportJob waiting) => Outcome.Conflict(
        waiting.State == ImportState.Failed
            ? $"{Who(actor, waiting)} began with {waiting.Source} for this list at {Words.Time(waiting.By.At)}. It broke off after {HowFar(waiting)} and can go on."
            : $"{Who(actor, waiting)} had {waiting.Source} checked for this list at {Words.Time(waiting.By.At)}, and {Words.Count(waiting.Accepted, "person waits", "people wait")} to be proposed.",
        "That is settled first, on the page of the import: it goes on there, or is put away.");

    /// <summary>How far it is.</summary>
    public static string HowFar(ImportJob job) => $"{Words.Number(job.Answered)} of {Words.Count(job.Total, "row", "rows")}";

    /// <summary>What it is, as the audit log says it.</summary>
    public static string Named(ImportJob job) => $"the {(job.IsDryRun ? "check" : "import")} of {job.Source}";

    private static string Who(Actor actor, ImportJob job) => IsOf(job, actor) ? "You" : job.By.Name;
}
