using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>The authorising officer corrects the public record. The earlier version stays visible.</summary>
[Milestone]
public sealed class CorrectRecord(LfrTransaction transaction, DossierReader dossiers, IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Publishes the draft and freshly computed figures as a correction. Refused when somebody changed the words since <paramref name="revisionSeen"/>.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, string correction, long? revisionSeen, CancellationToken cancellationToken)
    {
        var walk = LogWalk.Begin;
        ListedNames? listed = null;
        return transaction.For(this, actor, Subjects.RecordOf(deploymentId)).By(Permissions.PublishRecords).Seen(revisionSeen).First(async cancel => (walk, listed) = (await LogWalk.ToTheEndAsync(contexts, cancel), await ListedNames.ReadAsync(contexts, deploymentId, cancel))).RunAsync(async (context, record, cancel) =>
        {
            if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (await PublishRecord.MayCountAsync(context, deploymentId, walk, cancel) is { Succeeded: false } changed)
                return changed;
            if (PublishRecord.MayBeRead(listed!, record.Draft, correction) is { Succeeded: false } named)
                return named;
            var figures = await FiguresReader.ReadAsync(context.Db, deployment, dossiers.PolicyFor(deployment, context.Now), record.Draft.WiderArrests, context.Now, cancel);
            context.Tell(ChangeKind.Deployment, deploymentId);
            return context.Did(record.Correct(figures, correction, actor, context.Now), $"Corrected the record; version {record.Versions.Count}: {correction.Trim()}");
        }, cancellationToken);
    }
}
