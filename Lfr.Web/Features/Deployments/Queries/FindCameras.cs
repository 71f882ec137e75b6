using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Deployments.Queries;

/// <summary>A camera of the register, as planners see it: never its address.</summary>
/// <param name="Id">Camera.</param>
/// <param name="Name">What people call it.</param>
/// <param name="Zone">Where faces are compared before it.</param>
/// <param name="View">What it looks at.</param>
/// <param name="PictureAt">When the picture of its view was taken; <see langword="null"/> when there is none.</param>
public sealed record RegisterChoice(Guid Id, string Name, string Zone, string View, DateTimeOffset? PictureAt = null)
{
    /// <summary>As it is chosen: with its zone, by which two of one street are told apart.</summary>
    public string InWords => Zone.Length == 0 ? Name : $"{Name}, {Zone}";
}

/// <summary>Finds cameras of the register for a plan, a few at a time: a register has thousands.</summary>
public sealed class FindCameras(IDbContextFactory<LfrDbContext> contexts)
{
    /// <summary>Most that are offered at once.</summary>
    public const int Most = 20;

    /// <summary>The first that have every word in name, zone or view, by name, without those that the plan has; one more than <see cref="Most"/> where there are others. None for whoever writes no plans.</summary>
    public async Task<IReadOnlyList<RegisterChoice>> RunAsync(Actor reader, string words, IReadOnlyCollection<Guid> chosen, CancellationToken cancellationToken)
    {
        if (!Permissions.WritePlans.IsDoneBy(reader))
            return [];
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await ReadAsync(db, CameraRegister.Matching(db, words).Where(c => !chosen.Contains(c.Id)).Take(Most + 1), cancellationToken);
    }

    /// <summary>What a planner reads of <paramref name="cameras"/>, in their order.</summary>
    internal static async Task<IReadOnlyList<RegisterChoice>> ReadAsync(LfrDbContext db, IQueryable<RegisteredCamera> cameras, CancellationToken cancellationToken)
    {
        var found = await cameras.Select(c => new { c.Id, c.Name, c.Zone, c.View }).ToListAsync(cancellationToken);
        var ids = found.ConvertAll(c => c.Id);
        var pictures = await db.CameraStills.Where(s => s.IsReference && ids.Contains(s.CameraId)).Select(s => new { s.CameraId, s.At }).ToDictionaryAsync(s => s.CameraId, s => s.At, cancellationToken);
        return [.. found.Select(c => new RegisterChoice(c.Id, c.Name, c.Zone, c.View, pictures.TryGetValue(c.Id, out var at) ? at : null))];
    }
}
