using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Live.Commands;

/// <summary>Lfr itself notes that a worker came in while an earlier connection of its own was still open: its network failed, or somebody else has its key.</summary>
public sealed class NoteSecondConnection(LfrTransaction transaction)
{
    /// <summary>What it may mean.</summary>
    public const string Doubt = "Either its network failed, or somebody else has its key.";

    /// <summary>Notes it, with the run that the worker has.</summary>
    public Task<Outcome> RunAsync(Guid workerId, string name, CancellationToken cancellationToken) =>
        transaction.RunAsync(this, Actor.System, async (context, cancel) =>
        {
            var run = await context.Db.Assignments.AsNoTracking().FirstOrDefaultAsync(a => a.WorkerId == workerId && a.EndedAt == null, cancel);
            context.About(run?.DeploymentId, $"Worker {workerId}");
            return context.Did(Outcome.Done, $"{name} came in on a second connection while its first was still open. {Doubt}");
        }, cancellationToken);
}
