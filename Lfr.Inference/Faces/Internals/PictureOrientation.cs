namespace Lfr.Inference.Faces.Internals;

/// <summary>How the pixels of a file lie: first rows and columns change places or not, then either is counted from the far end or not.</summary>
/// <param name="Turned">Whether an upright row is a column of the file.</param>
/// <param name="MirrorX">Whether the file's columns are counted from the right.</param>
/// <param name="MirrorY">Whether the file's rows are counted from below.</param>
internal readonly record struct PictureOrientation(bool Turned, bool MirrorX, bool MirrorY)
{
    /// <summary>As an EXIF tag says it, 1–8; anything else is upright.</summary>
    public static PictureOrientation OfTag(int tag) => new(tag is >= 5 and <= 8, tag is 2 or 3 or 7 or 8, tag is 3 or 4 or 6 or 7);

    /// <summary>The same, then turned clockwise.</summary>
    /// <param name="quarters">Quarter turns.</param>
    public PictureOrientation Clockwise(int quarters)
    {
        var held = this;
        for (var i = 0; i < (quarters & 3); i++)
            held = held.Turned ? new(false, !held.MirrorX, held.MirrorY) : new(true, held.MirrorX, !held.MirrorY);
        return held;
    }

    /// <summary>Width and height of the upright picture of a file, or of the file of an upright picture.</summary>
    public (int Width, int Height) Swap(int width, int height) => Turned ? (height, width) : (width, height);

    /// <summary>Where a part of the upright picture lies in the file.</summary>
    /// <param name="area">Within the upright picture.</param>
    /// <param name="fileWidth">Pixels.</param>
    /// <param name="fileHeight">Pixels.</param>
    public PictureArea InFile(PictureArea area, int fileWidth, int fileHeight)
    {
        var (x, y) = Turned ? (area.Y, area.X) : (area.X, area.Y);
        var (width, height) = Swap(area.Width, area.Height);
        return new PictureArea(MirrorX ? fileWidth - x - width : x, MirrorY ? fileHeight - y - height : y, width, height);
    }
}
