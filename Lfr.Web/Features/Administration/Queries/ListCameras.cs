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
/// <param name="ReferenceAt">When the picture was taken by which it was set up; <see langword="null"/> when there is none.</param>
/// <param name="TriedViewAt">When the picture of the last trial was taken; <see langword="null"/> when there is none.</param>
public sealed record CameraRow(
    Guid Id, long Revision, CameraDetails Details, string Address, bool HasPassword, string? Problem, CameraTry? LastTry, DateTimeOffset? LastPictureAt, Signature Added, DateTimeOffset? ReferenceAt,
    DateTimeOffset? TriedViewAt);

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
        // The database cannot compare letters of any script without their case: the few words by which a camera is found are read of all, the rest of one page alone.
        var words = search.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = (await db.RegisteredCameras.AsNoTracking().Select(c => new { c.Id, c.Name, c.Zone, c.View, c.RetiredBy }).ToListAsync(cancellationToken))
            .Where(c => c.RetiredBy is null && Array.TrueForAll(words, w => $"{c.Name} {c.Zone} {c.View}".Contains(w, StringComparison.OrdinalIgnoreCase)))
            .OrderBy(c => c.Name, StringComparer.CurrentCulture).ThenBy(c => c.Id).ToList();
        var page = found.Take(Most).Select(c => c.Id).ToList();
        var cameras = await db.RegisteredCameras.AsNoTracking().Where(c => page.Contains(c.Id)).ToDictionaryAsync(c => c.Id, cancellationToken);
        var views = (await db.CameraStills.Where(s => page.Contains(s.CameraId)).Select(s => new { s.CameraId, s.IsReference, s.At }).ToListAsync(cancellationToken)).ToLookup(s => (s.CameraId, s.IsReference), s => s.At);
        return ([.. page.Select(id => cameras[id]).Select(c => Row(c, First(views[(c.Id, true)]), First(views[(c.Id, false)])))], found.Count);

        static DateTimeOffset? First(IEnumerable<DateTimeOffset> moments) => moments.Select(m => (DateTimeOffset?)m).FirstOrDefault();
    }

    private CameraRow Row(RegisteredCamera camera, DateTimeOffset? referenceAt, DateTimeOffset? triedViewAt)
    {
        var (address, password) = CameraPassword.TakeOut(camera.Source);
        return new CameraRow(
            camera.Id, camera.Revision, camera.Details, address, password is not null,
            addresses.Problem(camera.Source) ?? passwords.Problem(new Camera(camera.Id, camera.Name, camera.Source, camera.View)), camera.LastTry, camera.LastPictureAt, camera.AddedBy,
            referenceAt, triedViewAt);
    }
}
