using System.Security.Cryptography;
using Lfr.Inference.Faces;
using Lfr.Shared.Live;

namespace Lfr.Web.Features.Live.Claims;

/// <summary>
/// An alert's two pictures as Lfr draws them itself, from the pixels of those that the worker sent: nothing of a file that came over the network reaches a
/// browser. Dispose it to clear them.
/// </summary>
internal sealed class AlertImages : IDisposable
{
    private const int LargestFile = 4 * 1024 * 1024;

    /// <summary>Most pixels of a frame: 8192 × 4320, as the engine's decoder takes them.</summary>
    private const long MostPixels = 8192L * 4320;

    /// <summary>Decoding takes a hundred megabytes at worst, so that two are decoded at once.</summary>
    private static readonly SemaphoreSlim Decoding = new(2);

    /// <summary>JPEG of the face.</summary>
    public byte[] Probe { get; private init; } = [];

    /// <summary>JPEG of the frame.</summary>
    public byte[] Context { get; private init; } = [];

    /// <summary>Of the frame, pixels.</summary>
    public int Width { get; private init; }

    /// <summary>Of the frame, pixels.</summary>
    public int Height { get; private init; }

    /// <summary>Why the pictures are not taken; <see langword="null"/> when they are.</summary>
    public string? Problem { get; private init; }

    /// <summary>Draws them again from their pixels.</summary>
    public static async Task<AlertImages> DrawAsync(AlertMessage message, CancellationToken cancellationToken)
    {
        if (!IsJpeg(message.ProbeImage) || !IsJpeg(message.ContextImage))
            return new() { Problem = "A picture is missing, too large or no JPEG." };
        await Decoding.WaitAsync(cancellationToken);
        try
        {
            using var frame = Picture.Decode(message.ContextImage);
            using var face = Picture.Decode(message.ProbeImage);
            if ((long)frame.Width * frame.Height > MostPixels || face.Width > frame.Width || face.Height > frame.Height)
                return new() { Problem = "A picture has more pixels than a camera's, or the face more than its frame." };
            return new() { Probe = JpegEncoder.Encode(face.Image, 95), Context = JpegEncoder.Encode(frame.Image, 85), Width = frame.Width, Height = frame.Height };
        }
        catch (PictureRefusedException e)
        {
            return new() { Problem = e.Message };
        }
        finally
        {
            Decoding.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        CryptographicOperations.ZeroMemory(Probe);
        CryptographicOperations.ZeroMemory(Context);
    }

    private static bool IsJpeg(byte[]? file) => file is { Length: <= LargestFile } and [0xFF, 0xD8, 0xFF, ..];
}
