using System.Buffers.Binary;
using System.IO.Compression;
using Lfr.Web.Components;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>The photographs of a ZIP archive. Its directory is counted before it is read into memory; of each file only what a photograph may have is unpacked.</summary>
internal sealed class ZipPictures : ListPictures
{
    /// <summary>More than this per packed byte is no photograph: JPEG, PNG and WebP are packed already.</summary>
    private const int MostRatio = 100;

    private const int LeastForRatio = 1024 * 1024;
    private const int UnixLink = 0xA000;
    private const int UnixKind = 0xF000;

    private readonly ZipArchive archive;
    private readonly Dictionary<string, ZipArchiveEntry> entries = new(StringComparer.Ordinal);

    private ZipPictures(ZipArchive archive)
    {
        this.archive = archive;
        var number = 0;
        foreach (var entry in archive.Entries)
        {
            // Folders, and what a Mac adds to every archive.
            if (entry.FullName.EndsWith('/') || entry.FullName.EndsWith('\\') || entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal))
                continue;
            var key = $"{number++}";
            entries[key] = entry;
            Add(entry.FullName, key, ((entry.ExternalAttributes >> 16) & UnixKind) == UnixLink);
        }
    }

    /// <summary>Opens an archive, which is then its own.</summary>
    /// <exception cref="InvalidDataException">It is none, or damaged.</exception>
    /// <exception cref="UnreadableFileException">It holds more than a list can have.</exception>
    public static ZipPictures Of(Stream file)
    {
        try
        {
            Count(file);
            file.Position = 0;
            return new ZipPictures(new ZipArchive(file, ZipArchiveMode.Read));
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    protected override async Task<(byte[]? File, string? Problem)> BytesAsync(string key, CancellationToken cancellationToken)
    {
        var entry = entries[key];
        if (entry.IsEncrypted)
            throw new InvalidDataException("It is encrypted.");
        if (entry.Length > Lfr.Inference.Faces.PhotographEnrolment.MaximumBytes)
            return (null, TooLarge);
        if (entry.Length > LeastForRatio && entry.Length / MostRatio > entry.CompressedLength)
            return (null, $"is packed more than {MostRatio} times, as no photograph can be. Put the photograph itself into the archive.");
        await using var stream = await entry.OpenAsync(cancellationToken);
        return await BoundedAsync(stream, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            archive.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>
    /// Counts the headers of the directory, a few bytes at a time: the number at its end may be any, and a directory of millions would be read into memory whole.
    /// </summary>
    private static void Count(Stream file)
    {
        const int header = 46;
        using var reader = new BinaryReader(new BufferedStream(file, 65_536), System.Text.Encoding.Latin1, leaveOpen: true);
        reader.BaseStream.Position = DirectoryAt(file);
        var bytes = new byte[header];
        for (var count = 0; reader.BaseStream.ReadAtLeast(bytes, header, throwOnEndOfStream: false) == header && BinaryPrimitives.ReadUInt32LittleEndian(bytes) == 0x02014b50; count++)
        {
            if (count >= MostFiles)
                throw TooMany();
            var rest = BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(28)) + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(30)) + BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(32));
            reader.BaseStream.Seek(rest, SeekOrigin.Current);
        }
    }

    private static long DirectoryAt(Stream file)
    {
        const int end = 22;
        var tail = new byte[(int)Math.Min(file.Length, end + ushort.MaxValue + 20)];
        file.Position = file.Length - tail.Length;
        file.ReadExactly(tail);
        for (var at = tail.Length - end; at >= 0; at--)
        {
            if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at)) != 0x06054b50)
                continue;
            long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + 16));
            // An archive of more than 4 GB says it elsewhere.
            if (start == uint.MaxValue && at >= 20 && BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at - 20)) == 0x07064b50)
            {
                var large = new byte[56];
                file.Position = Within(BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - 12)), file);
                file.ReadExactly(large);
                start = BinaryPrimitives.ReadInt64LittleEndian(large.AsSpan(48));
            }

            return Within(start, file);
        }

        throw new InvalidDataException("It is no ZIP archive.");
    }

    private static long Within(long position, Stream file) =>
        position >= 0 && position <= file.Length ? position : throw new InvalidDataException("Its directory is damaged.");
}
