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

/// <summary>A page of the register.</summary>
/// <param name="Rows">Its rows.</param>
/// <param name="Total">How many the search finds.</param>
public sealed record CameraPage(IReadOnlyList<CameraRow> Rows, int Total);

/// <summary>Reads the register of cameras a page at a time, for administrators alone: a city has thousands.</summary>
public sealed class ListCameras(IDbContextFactory<LfrDbContext> contexts, CameraAddresses addresses, CameraPasswords passwords)
{
    /// <summary>Most rows of a page.</summary>
    public const int Most = 50;

    /// <summary>Those whose name, zone or view has every word, by name; <see langword="null"/> when the reader may not see them.</summary>
    public async Task<CameraPage?> RunAsync(Actor reader, string search, int skip, int take, CancellationToken cancellationToken)
    {
        if (!Permissions.ManageCameras.IsSeenBy(reader))
            return null;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var found = CameraRegister.Matching(db, search);
        var page = await found.Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, Most)).ToListAsync(cancellationToken);
        var ids = page.ConvertAll(c => c.Id);
        var views = (await db.CameraStills.Where(s => ids.Contains(s.CameraId)).Select(s => new { s.CameraId, s.IsReference, s.At }).ToListAsync(cancellationToken)).ToLookup(s => (s.CameraId, s.IsReference), s => s.At);
        return new CameraPage([.. page.Select(c => Row(c, First(views[(c.Id, true)]), First(views[(c.Id, false)])))], await found.CountAsync(cancellationToken));

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
