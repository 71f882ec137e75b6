using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Shared.Records;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Records.Commands;

/// <summary>A planner drafts the words of the record; figures are not among them, they are computed.</summary>
public sealed class EditRecord(LfrTransaction transaction)
{
    /// <summary>
    /// Saves the draft. The first save makes the record, with the id that the page gave it. Refused when somebody else changed it since
    /// <paramref name="revisionSeen"/> (0 when there was none yet), so that nobody's words are lost.
    /// </summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid recordId, RecordText text, long? revisionSeen, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.RecordOf(deploymentId)).By(Permissions.WriteRecords).Seen(revisionSeen)
            .OrNew(_ => DeploymentRecord.Write(recordId, deploymentId, text))
            .RunAsync(async (context, record, cancel) =>
            {
                if (await context.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                    return Permissions.NotFound("This deployment");
                if (deployment.HistoricalSource is { } source)
                    return Outcome.WrongState($"This case is from before Lfr. Its figures are those that were published ({source}).", "Write records of deployments that ran here.");
                return deployment.State is DeploymentState.Ended or DeploymentState.Debriefed or DeploymentState.Published
                    ? context.Did(record.Edit(text), "Wrote on the record.")
                    : Outcome.WrongState($"There is nothing to report yet: the deployment is {deployment.State.InSentence()}.", "Write the record once the deployment has ended.");
            }, cancellationToken);
}
