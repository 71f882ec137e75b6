using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Lfr.Shared.Live;

/// <summary>One row of a gallery: who it is, as an opaque id, and the template.</summary>
/// <param name="EntryId">The watchlist entry. Opaque to the engine.</param>
/// <param name="Template">512 (or the embedder's dimension) little-endian float32, L2-normalised, as bytes.</param>
public sealed record GalleryRow(Guid EntryId, byte[] Template);

/// <summary>The hash that ties a licence to the exact list that was signed off.</summary>
public static class GalleryDigest
{
    /// <summary>
    /// SHA-256, lower-case hex, over the rows in ascending order of entry id (big-endian bytes of the id, then the bytes of the template),
    /// so that the order of loading does not matter and every changed, added or missing template does.
    /// </summary>
    public static string Compute(IEnumerable<GalleryRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> id = stackalloc byte[16];
        foreach (var row in rows.OrderBy(r => r.EntryId.ToString("N"), StringComparer.Ordinal))
        {
            row.EntryId.TryWriteBytes(id, bigEndian: true, out _);
            hash.AppendData(id);
            hash.AppendData(row.Template);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>The template's bytes as floats, without a copy. Little-endian machines only, which is every machine .NET 10 runs on here.</summary>
    public static ReadOnlySpan<float> AsFloats(byte[] template) => MemoryMarshal.Cast<byte, float>(template);
}
