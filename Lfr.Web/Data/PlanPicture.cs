using Lfr.Shared.Deployments;

namespace Lfr.Web.Data;

/// <summary>
/// A picture of the place, north up, on which planners draw its map. No biometrics: one in which a face is found never gets here. It is no part of the plan: nobody authorises it, and the public never sees it.
/// </summary>
public sealed class PlanPicture
{
    private PlanPicture()
    {
    }

    /// <summary>Deployment; one picture each.</summary>
    public Guid DeploymentId { get; private set; }

    /// <summary>Names these pixels.</summary>
    public Guid PictureId { get; private set; }

    /// <summary>The picture.</summary>
    public byte[] Jpeg { get; private set; } = [];

    /// <summary>Width, pixels.</summary>
    public int Width { get; private set; }

    /// <summary>Height, pixels.</summary>
    public int Height { get; private set; }

    /// <summary>Longitude of its middle, millionths of a degree.</summary>
    public int LongitudeE6 { get; private set; }

    /// <summary>Latitude of its middle, millionths of a degree.</summary>
    public int LatitudeE6 { get; private set; }

    /// <summary>How much of the ground it is wide, metres.</summary>
    public int WidthMetres { get; private set; }

    /// <summary>Starts an empty one.</summary>
    public static PlanPicture Of(Guid deploymentId) => new() { DeploymentId = deploymentId };

    /// <summary>Takes other pixels.</summary>
    public void Show(Guid pictureId, byte[] jpeg, int width, int height) => (PictureId, Jpeg, Width, Height) = (pictureId, jpeg, width, height);

    /// <summary>Says where it lies.</summary>
    public void Lay(MapPoint middle, int widthMetres) => (LongitudeE6, LatitudeE6, WidthMetres) = (middle.LongitudeE6, middle.LatitudeE6, widthMetres);
}
