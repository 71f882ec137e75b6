using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Shared.Policy;
using Lfr.Web.Data;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Notices.Queries;

/// <summary>The signs of a deployment, for whoever puts them up.</summary>
/// <param name="Name">Name of the deployment.</param>
/// <param name="Reference">Its number.</param>
/// <param name="State">Its state.</param>
/// <param name="Window">Its hours.</param>
/// <param name="Signs">The signs.</param>
/// <param name="MayList">Whether the reader may list and take off places now.</param>
/// <param name="Photographing">Whether a photograph taken now counts; otherwise why not.</param>
public sealed record SignSheet(string Name, string Reference, DeploymentState State, Window? Window, IReadOnlyList<StreetSign> Signs, bool MayList, Outcome Photographing);

/// <summary>Reads the signs of a deployment and their pictures.</summary>
public sealed class ReadSigns(IDbContextFactory<LfrDbContext> contexts, TimeProvider time)
{
    /// <summary>The signs; <see langword="null"/> when there is no such deployment or the reader may not see them.</summary>
    public async Task<SignSheet?> RunAsync(Actor reader, Guid deploymentId, CancellationToken cancellationToken)
    {
        if (!Permissions.CheckSigns.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (await db.Deployments.AsNoTracking().FirstOrDefaultAsync(d => d.Id == deploymentId, cancellationToken) is not { } deployment)
            return null;
        var does = Permissions.CheckSigns.IsDoneBy(reader);
        return new SignSheet(deployment.Plan.Name, deployment.Reference, deployment.State, deployment.Plan.Window, deployment.Signs, does && deployment.MayAnnounce().Succeeded,
            does ? deployment.MayPhotographSigns(time.GetUtcNow()) : Outcome.WrongState("You may see the signs.", "Planners, and those on the ground, list and photograph them."));
    }

    /// <summary>A picture; <see langword="null"/> when there is none with this id in this deployment, or the reader may not see it.</summary>
    public async Task<byte[]?> PictureAsync(Actor reader, Guid deploymentId, Guid pictureId, CancellationToken cancellationToken)
    {
        if (!Permissions.CheckSigns.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.SignPictures.Where(p => p.Id == pictureId && p.DeploymentId == deploymentId).Select(p => p.Jpeg).FirstOrDefaultAsync(cancellationToken);
    }
}
