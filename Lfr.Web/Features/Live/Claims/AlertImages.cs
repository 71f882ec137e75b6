using System.Security.Cryptography;
using Lfr.Inference.Children;
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

    /// <summary>Draws them again from their pixels, which a process of its own decodes.</summary>
    /// <exception cref="PictureRefusedException">They could not be looked at now; the machine may be the reason.</exception>
    public static async Task<AlertImages> DrawAsync(AlertMessage message, PictureDecoder decoder, CancellationToken cancellationToken)
    {
        if (!IsJpeg(message.ProbeImage) || !IsJpeg(message.ContextImage))
            return new() { Problem = "A picture is missing, too large or no JPEG." };
        try
        {
            var pictures = await decoder.DecodeAsync([message.ContextImage, message.ProbeImage], cancellationToken);
            using var frame = pictures[0];
            using var face = pictures[1];
            if (face.Width > frame.Width || face.Height > frame.Height)
                return new() { Problem = "The face's picture has more pixels than its frame." };
            return new() { Probe = JpegEncoder.Encode(face.Image, 95), Context = JpegEncoder.Encode(frame.Image, 85), Width = frame.Width, Height = frame.Height };
        }
        catch (PictureRefusedException e) when (!e.MayWorkLater)
        {
            return new() { Problem = e.Message };
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
