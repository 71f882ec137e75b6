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
    /// <summary>Saves the draft. The first save makes the record, with the id that the page gave it.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid recordId, RecordText text, CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, nameof(EditRecord), async (work, cancel) =>
        {
            work.About(deploymentId, $"Record of deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.Planner, Roles.Silver, Roles.AuthorisingOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (deployment.State is not (DeploymentState.Ended or DeploymentState.Debriefed or DeploymentState.Published))
                return Outcome.WrongState($"There is nothing to report yet: the deployment is {deployment.State.InWords()}.", "Write the record once the deployment has ended.");
            var record = await work.Db.Records.FirstOrDefaultAsync(r => r.DeploymentId == deploymentId, cancel);
            if (record is null)
                work.Db.Records.Add(record = DeploymentRecord.Write(recordId, deploymentId, text));
            var outcome = record.Edit(text);
            if (outcome.Succeeded)
            {
                work.Did("Wrote on the record.");
                work.Tell(ChangeKind.Record, deploymentId);
            }

            return outcome;
        }, cancellationToken);
}

/// <summary>The authorising officer publishes the record (R44), or a correction of it. The figures are computed at that moment.</summary>
public sealed class PublishRecord(LfrTransaction transaction)
{
    /// <summary>Publishes for the first time.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, CancellationToken cancellationToken) =>
        RunAsync(actor, nameof(PublishRecord), deploymentId, (record, deployment, figures, now) => record.Publish(deployment, figures, actor, now), _ => "Published the record.", cancellationToken);

    /// <summary>Publishes the draft and freshly computed figures as a correction; the earlier version stays visible.</summary>
    public Task<Outcome> CorrectAsync(Actor actor, Guid deploymentId, string correction, CancellationToken cancellationToken) =>
        RunAsync(
            actor, "CorrectRecord", deploymentId, (record, _, figures, now) => record.Correct(figures, correction, actor, now),
            record => $"Corrected the record; version {record.Versions.Count}: {correction.Trim()}", cancellationToken);

    private Task<Outcome> RunAsync(
        Actor actor,
        string action,
        Guid deploymentId,
        Func<DeploymentRecord, Deployment, DeploymentFigures, DateTimeOffset, Outcome> change,
        Func<DeploymentRecord, string> sentence,
        CancellationToken cancellationToken) =>
        transaction.RunAsync(actor, action, async (work, cancel) =>
        {
            work.About(deploymentId, $"Record of deployment {deploymentId}");
            if (Permissions.Of(actor, Roles.AuthorisingOfficer) is { Succeeded: false } refused)
                return refused;
            if (await work.Db.Deployments.FindAsync([deploymentId], cancel) is not { } deployment)
                return Permissions.NotFound("This deployment");
            if (await work.Db.Records.FirstOrDefaultAsync(r => r.DeploymentId == deploymentId, cancel) is not { } record)
                return Outcome.Incomplete("Nothing says what happened.", "Enter what happened first. The public reads this.");
            var figures = await FiguresReader.ReadAsync(work.Db, deployment, record.Draft.WiderArrests, work.Now, cancel);
            var outcome = change(record, deployment, figures, work.Now);
            if (outcome.Succeeded)
            {
                work.Did(sentence(record));
                work.Tell(ChangeKind.Record, deploymentId);
                work.Tell(ChangeKind.Deployment, deploymentId);
            }

            return outcome;
        }, cancellationToken);
}
