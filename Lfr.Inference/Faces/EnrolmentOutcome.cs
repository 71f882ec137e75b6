using System.Security.Cryptography;
using Lfr.Shared.Live;

namespace Lfr.Inference.Faces;

/// <summary>What became of a photograph that was to be enrolled.</summary>
public abstract record EnrolmentOutcome : IDisposable
{
    private EnrolmentOutcome()
    {
    }

    /// <summary>Clears the template and the picture from memory, where there are any.</summary>
    public void Dispose()
    {
        if (this is Enrolled face)
        {
            CryptographicOperations.ZeroMemory(face.Template);
            CryptographicOperations.ZeroMemory(face.CleanJpeg);
        }
        else if (this is Refused { Shown: { } shown })
        {
            CryptographicOperations.ZeroMemory(shown.Jpeg);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>It shows exactly one usable face.</summary>
    /// <param name="Template">The embedder's number of float32, little-endian, of length 1.</param>
    /// <param name="CleanJpeg">The photograph re-encoded: upright, at most 1,200 px on its longer side (of a larger one the part around the face), without metadata or anything else of the upload.</param>
    /// <param name="Quality">Measures of the face.</param>
    /// <param name="Box">Where the face is, pixels of <paramref name="CleanJpeg"/>.</param>
    /// <param name="Named">Further measures, named and explained for the person who chooses the photograph; not kept.</param>
    public sealed record Enrolled(byte[] Template, byte[] CleanJpeg, FaceQuality Quality, FaceBox Box, EnrolmentQuality Named) : EnrolmentOutcome;

    /// <summary>It does not.</summary>
    /// <param name="Code">Stable word for tests and logs, such as <c>no-face</c>.</param>
    /// <param name="Sentence">The reason for people.</param>
    public sealed record Refused(string Code, string Sentence) : EnrolmentOutcome
    {
        /// <summary>The photograph itself, for a person who could turn it or pick a face; <see langword="null"/> where it could not be read.</summary>
        public PhotographShown? Shown { get; init; }
    }
}
