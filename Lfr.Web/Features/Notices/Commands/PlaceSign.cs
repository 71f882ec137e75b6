using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;

namespace Lfr.Web.Features.Notices.Commands;

/// <summary>Lists a place at which a sign tells people of the cameras before they come into the zone (R15).</summary>
public sealed class PlaceSign(LfrTransaction transaction)
{
    /// <summary>Lists it. <paramref name="id"/> is made by the caller: the same id twice is one sign.</summary>
    public Task<Outcome> RunAsync(Actor actor, Guid deploymentId, Guid id, string where, CancellationToken cancellationToken) =>
        transaction.For(this, actor, Subjects.Deployment(deploymentId)).By(Permissions.CheckSigns).RunAsync((context, deployment) =>
            context.Did(deployment.PlaceSign(id, where), $"Listed a sign: {where.Trim()}"), cancellationToken);
}
