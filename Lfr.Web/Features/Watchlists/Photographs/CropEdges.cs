using Lfr.Inference.Faces;

namespace Lfr.Web.Features.Watchlists.Photographs;

/// <summary>An edge of what is kept of a photograph.</summary>
public enum CropEdge
{
    /// <summary>Counted from the left.</summary>
    Left,

    /// <summary>Counted from the left.</summary>
    Right,

    /// <summary>Counted from the top.</summary>
    Top,

    /// <summary>Counted from the top.</summary>
    Bottom,
}

/// <summary>Four edges that a person moves one by one, each in half per cents of the photograph. They never meet: what is left is always a picture.</summary>
public sealed class CropEdges
{
    /// <summary>Steps of a whole side.</summary>
    public const int Whole = 200;

    private const int Least = 10;
    private const int Step = PictureCrop.Whole / Whole;

    private readonly int[] at = [0, Whole, 0, Whole];

    /// <summary>As a photograph was cropped before; <see langword="null"/> for all of it.</summary>
    public CropEdges(PictureCrop? before)
    {
        if (before is not { } crop)
            return;
        Move(CropEdge.Left, crop.X / Step);
        Move(CropEdge.Top, crop.Y / Step);
        Move(CropEdge.Right, (crop.X + crop.Width) / Step);
        Move(CropEdge.Bottom, (crop.Y + crop.Height) / Step);
    }

    /// <summary>Where an edge is.</summary>
    public int At(CropEdge edge) => at[(int)edge];

    /// <summary>Moves an edge; one that is moved across its opposite stops before it.</summary>
    public void Move(CropEdge edge, int to) => at[(int)edge] = edge switch
    {
        CropEdge.Left => Math.Clamp(to, 0, At(CropEdge.Right) - Least),
        CropEdge.Right => Math.Clamp(to, At(CropEdge.Left) + Least, Whole),
        CropEdge.Top => Math.Clamp(to, 0, At(CropEdge.Bottom) - Least),
        _ => Math.Clamp(to, At(CropEdge.Top) + Least, Whole),
    };

    /// <summary>What is left of the photograph; <see langword="null"/> when it is all of it.</summary>
    public PictureCrop? Crop => at is [0, Whole, 0, Whole]
        ? null
        : new PictureCrop(At(CropEdge.Left) * Step, At(CropEdge.Top) * Step, (At(CropEdge.Right) - At(CropEdge.Left)) * Step, (At(CropEdge.Bottom) - At(CropEdge.Top)) * Step);
}
