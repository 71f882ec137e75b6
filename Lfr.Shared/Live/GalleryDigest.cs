using System.Buffers.Binary;
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
    private const string Version = "gallery/1";

    /// <summary>
    /// Version and SHA-256, <c>gallery/1:</c> and lower-case hex, over the version with a line feed, the number of rows, and the rows in ascending order
    /// of entry id: 16 big-endian bytes of the id, length of the template in bytes, template. Numbers are 4 bytes, big-endian. The order of loading
    /// does not matter; every changed, added or missing template does.
    /// </summary>
    public static string Compute(IEnumerable<GalleryRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData("gallery/1\n"u8);
        var sorted = Sorted(rows);
        Append(hash, sorted.Length);
        Span<byte> id = stackalloc byte[16];
        foreach (var row in sorted)
        {
            row.EntryId.TryWriteBytes(id, bigEndian: true, out _);
            hash.AppendData(id);
            Append(hash, row.Template.Length);
            hash.AppendData(row.Template);
        }

        return $"{Version}:{Convert.ToHexStringLower(hash.GetHashAndReset())}";
    }

    /// <summary>The hash of <paramref name="rows"/> in the form of <paramref name="stored"/>: a seal from before hashes had a version stays good.</summary>
    /// <param name="rows">Rows as they are now.</param>
    /// <param name="stored">Hash of a seal or licence; <see langword="null"/> when there is none.</param>
    public static string ComputeLike(string? stored, IEnumerable<GalleryRow> rows) =>
        stored is not null && HashedText.IsUnversioned(stored) ? Unversioned(rows) : Compute(rows);

    /// <summary>The template's bytes as floats, without a copy. Little-endian machines only, which is every machine .NET 10 runs on here.</summary>
    public static ReadOnlySpan<float> AsFloats(byte[] template) => MemoryMarshal.Cast<byte, float>(template);

    // Ids and templates without lengths, as releases before versions hashed them.
    private static string Unversioned(IEnumerable<GalleryRow> rows)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> id = stackalloc byte[16];
        foreach (var row in Sorted(rows))
        {
            row.EntryId.TryWriteBytes(id, bigEndian: true, out _);
            hash.AppendData(id);
            hash.AppendData(row.Template);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static GalleryRow[] Sorted(IEnumerable<GalleryRow> rows) => [.. rows.OrderBy(r => r.EntryId.ToString("N"), StringComparer.Ordinal)];

    private static void Append(IncrementalHash hash, int number)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
