using System.Buffers.Binary;
using Lfr.Inference.Faces;
using Lfr.Inference.Pipeline;
using Lfr.Shared.Live;

namespace Lfr.Web.Features.Live.Claims;

/// <summary>A camera's coarse picture as Lfr draws it itself: of a camera of the worker's own licence, and so coarse that nobody can be recognised in it.</summary>
internal static class DrawnTile
{
    private const int MostColumns = 64;
    private const int MostRows = 128;

    /// <summary>A file of as many pixels, uncompressed, and its headers.</summary>
    private const int LargestFile = (MostColumns * MostRows * 4) + 4096;

    /// <summary>Draws a tile again from its pixels.</summary>
    /// <param name="tile">The tile as it came.</param>
    /// <param name="licence">The licence that it names, if that is or was the worker's own.</param>
    /// <returns>The tile, or <see langword="null"/> when it is not taken.</returns>
    public static CameraTile? Of(CameraTile tile, DeploymentLicence? licence)
    {
        if (licence is null || licence.Cameras.All(c => c.CameraId != tile.CameraId) || tile.Png is not { Length: <= LargestFile } png
            || tile is not { Width: >= 1 and <= MostColumns, Height: >= 1 and <= MostRows } || !Declares(png, tile.Width, tile.Height))
            return null;
        try
        {
            using var picture = Picture.Decode(png);
            return tile with { Png = TileMaker.Png(picture.Image) };
        }
        catch (PictureRefusedException)
        {
            return null;
        }
    }

    // Read from the header, before anything is decoded.
    private static bool Declares(ReadOnlySpan<byte> png, int width, int height) =>
        png is [0x89, (byte)'P', (byte)'N', (byte)'G', ..] && png.Length > 24 && png.Slice(12, 4).SequenceEqual("IHDR"u8)
        && BinaryPrimitives.ReadInt32BigEndian(png[16..]) == width && BinaryPrimitives.ReadInt32BigEndian(png[20..]) == height;
}
