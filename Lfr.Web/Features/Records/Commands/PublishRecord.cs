using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>The authorising officer publishes the record (R44). The figures are computed at that moment.</summary>
[Milestone]
public sealed class PublishRecord(LfrTransaction transaction, DossierReader dossiers, IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Publishes for the first time. Refused when somebody changed the words since <paramref name="revisionSeen"/>.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, long? revisionSeen, CancellationToken cancellationToken)
    {
        var walk = LogWalk.Begin;
        ListedNames? listed = null;
        return transaction.For(this, actor, Subjects.RecordOf(deploymentId)).By(Permissions.PublishRecords).Seen(revisionSeen).First(async cancel => (walk, listed) = (await LogWalk.ToTheEndAsync(contexts, cancel), await ListedNames.ReadAsync(contexts, deploymentId, cancel))).RunAsync(async (context, record, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (await MayCountAsync(context, deploymentId, walk, cancel) is { Succeeded: false } changed)
                return changed;
            if (MayBeRead(listed!, record.Draft) is { Succeeded: false } named)
                return named;
            var figures = await FiguresReader.ReadAsync(context.Db, deployment, dossiers.PolicyFor(deployment, context.Now), record.Draft.WiderArrests, context.Now, cancel);
            context.Tell(ChangeKind.Deployment, deploymentId);
            return context.Did(record.Publish(deployment, figures, actor, context.Now), "Published the record.");
        }, cancellationToken);
    }

    /// <summary>Whether the words name nobody who is listed (R42).</summary>
    internal static Outcome MayBeRead(ListedNames listed, RecordText text, string correction = "") =>
        listed.MayBePublished([("What happened", text.Narrative), ("What was learnt", text.Lessons), ("What is corrected, and why", correction)], "Take the name out, then publish.");

    /// <summary>Whether figures may be computed: nobody changed a row past the commands.</summary>
    internal static async Task<Outcome> MayCountAsync(CommandContext context, Guid deploymentId, LogWalk walk, CancellationToken cancellationToken) =>
        await EvidenceCheck.FindAsync(context.Db, deploymentId, walk, cancellationToken) is [var first, ..]
            ? Outcome.WrongState($"The figures cannot be trusted: {first}", "Tell oversight: a row was changed outside Lfr. Publish once it is put right.")
            : Outcome.Done;
}
