using System.Security.Cryptography;
using Lfr.Inference.Faces;

namespace Lfr.Web.Features.Watchlists.Photographs;

/// <summary>A photograph as it was uploaded, and what a person decided about it.</summary>
/// <param name="File">The file's bytes.</param>
/// <param name="Choice">How it is held, and who in it is meant.</param>
public readonly record struct UploadedPhotograph(ReadOnlyMemory<byte> File, PhotographChoice Choice = default)
{
    /// <summary>SHA-256, lower-case hex, of the file.</summary>
    public string FileHash => Convert.ToHexStringLower(SHA256.HashData(File.Span));

    /// <summary>A file of one person, upright.</summary>
    public static implicit operator UploadedPhotograph(byte[] file) => new(file);
}
