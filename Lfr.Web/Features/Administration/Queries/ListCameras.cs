using Lfr.Inference.Video;
using Lfr.Shared.Deployments;
using Lfr.Shared.Identity;
using Lfr.Web.Biometrics;
using Lfr.Web.Data;
using Lfr.Web.Dossiers;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Web.Features.Administration.Queries;

/// <summary>A camera of the register as an administrator reads it: its address without the password, which nobody reads.</summary>
/// <param name="Id">Camera.</param>
/// <param name="Revision">Revision that the page shows.</param>
/// <param name="Details">What planners read of it.</param>
/// <param name="Address">Its address, without a password.</param>
/// <param name="HasPassword">Whether one is kept.</param>
/// <param name="Problem">What is wrong with the address or the password; <see langword="null"/> when nothing is.</param>
/// <param name="LastTry">When it was tried last.</param>
/// <param name="LastPictureAt">When a picture of it was last seen in a trial.</param>
/// <param name="Added">Who registered it.</param>
public sealed record CameraRow(
    Guid Id, long Revision, CameraDetails Details, string Address, bool HasPassword, string? Problem, CameraTry? LastTry, DateTimeOffset? LastPictureAt, Signature Added);

/// <summary>Reads the register of cameras, for administrators alone.</summary>
public sealed class ListCameras(IDbContextFactory<LfrDbContext> contexts, CameraAddresses addresses, CameraPasswords passwords)
{
    /// <summary>Most rows of a page.</summary>
    public const int Most = 200;

    /// <summary>Those whose name, zone or view has the words, by name, and how many there are in all; <see langword="null"/> when the reader may not see them.</summary>
    public async Task<(IReadOnlyList<CameraRow> Rows, int Total)?> RunAsync(Actor reader, string search, CancellationToken cancellationToken)
    {
        if (!Permissions.ManageCameras.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var all = (await db.RegisteredCameras.AsNoTracking().ToListAsync(cancellationToken)).Where(c => c.RetiredBy is null
            && search.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(w => $"{c.Name} {c.Zone} {c.View}".Contains(w, StringComparison.OrdinalIgnoreCase))).ToList();
        return ([.. all.OrderBy(c => c.Name, StringComparer.CurrentCulture).ThenBy(c => c.Id).Take(Most).Select(Row)], all.Count);
    }

    private CameraRow Row(RegisteredCamera camera)
    {
        var (address, password) = CameraPassword.TakeOut(camera.Source);
        return new CameraRow(
            camera.Id, camera.Revision, camera.Details, address, password is not null,
            addresses.Problem(camera.Source) ?? passwords.Problem(new Camera(camera.Id, camera.Name, camera.Source, camera.View)), camera.LastTry, camera.LastPictureAt, camera.AddedBy);
    }
}
