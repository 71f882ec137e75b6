namespace Lfr.Inference.Faces;

/// <summary>Encodes pictures for people. Pixels only: no metadata is ever written.</summary>
public static class JpegEncoder
{
    /// <summary>Encodes <paramref name="image"/>.</summary>
    /// <param name="image">The picture.</param>
    /// <param name="quality">JPEG quality, 1–100.</param>
    public static byte[] Encode(BgrImage image, int quality) => throw new NotSupportedException();
}
