namespace Lfr.Web.Data;

/// <summary>
/// A small picture of where a camera of the register looks. No biometrics: one in which a face is found never gets here. Two are kept of a camera: the one by which it was set up, and the one of the last trial.
/// </summary>
public sealed class CameraStill
{
    private CameraStill()
    {
    }

    /// <summary>Camera.</summary>
    public Guid CameraId { get; private set; }

    /// <summary>Whether it shows how the camera should look; otherwise it is that of the last trial.</summary>
    public bool IsReference { get; private set; }

    /// <summary>The picture.</summary>
    public byte[] Jpeg { get; private set; } = [];

    /// <summary>When the camera gave it (UTC).</summary>
    public DateTimeOffset At { get; private set; }

    /// <summary>The picture of a trial.</summary>
    public static CameraStill OfTrial(Guid cameraId, byte[] jpeg, DateTimeOffset at) => new() { CameraId = cameraId, Jpeg = jpeg, At = at };

    /// <summary>This picture, as the one by which the camera is set up.</summary>
    public CameraStill AsReference() => new() { CameraId = CameraId, IsReference = true, Jpeg = Jpeg, At = At };

    /// <summary>Keeps it in a database, in the place of an older one of its kind.</summary>
    public async Task KeepAsync(LfrDbContext db, CancellationToken cancellationToken)
    {
        if (await db.CameraStills.FindAsync([CameraId, IsReference], cancellationToken) is { } before)
            (before.Jpeg, before.At) = (Jpeg, At);
        else
            db.CameraStills.Add(this);
    }
}
