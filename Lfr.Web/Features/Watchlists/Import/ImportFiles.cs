using System.Security.Cryptography;
using System.Text;
using Lfr.Web.Biometrics;
using Lfr.Web.Components;
using Lfr.Web.Data;
using Lfr.Web.Settings;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>
/// The files of imports: table and archive, encrypted, in <c>imports/</c> of the data folder, so that an import goes on after Lfr was started again. Until the import begins their key is in memory
/// only, then in its row, wrapped by the master key; once the list is imported, put away or destroyed the key is gone, and the bytes follow with the next look.
/// </summary>
public sealed class ImportFiles(LfrPaths paths, KeyFolder keys)
{
    private const string PicturesEnd = ".pictures";
    private const string TableEnd = ".table";

    private readonly string folder = Path.Combine(paths.Data, "imports");
    private readonly Lock gate = new();
    private readonly HashSet<Guid> uploading = [];

    /// <summary>Takes an archive of photographs.</summary>
    /// <param name="upload">The archive.</param>
    /// <param name="read">Hears how many bytes have come.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UnreadableFileException">It is no archive, holds more than a list can have, or the disk is full.</exception>
    public async Task<UploadedPictures> TakeAsync(Stream upload, Action<long> read, CancellationToken cancellationToken)
    {
        var taken = new UploadedPictures(this, Guid.CreateVersion7(), SealedFile.NewKey());
        lock (gate)
            uploading.Add(taken.Id);
        try
        {
            Directory.CreateDirectory(folder);
            await using (var file = SealedFile.Create(PathOf(taken.Id, PicturesEnd), KeyFor(taken.Key, PicturesEnd)))
            {
                var part = new byte[81_920];
                for (int count; (count = await upload.ReadAsync(part, cancellationToken)) > 0; read(file.Length))
                    await file.WriteAsync(part.AsMemory(0, count), cancellationToken);
            }

            OpenPictures(taken.Id, taken.Key).Dispose();
            return taken;
        }
        catch (Exception e)
        {
            taken.Dispose();
            throw e is IOException
                ? new UnreadableFileException($"The photographs could not be taken: {e.Message} Try again; if it stays so, an administrator looks whether the disk is full.", e)
                : e;
        }
    }

    /// <summary>Whether the files of an import are in this data folder and can be opened.</summary>
    public bool Has(ImportJob job) => job.WrappedKey is not null && File.Exists(PathOf(job.Id, PicturesEnd)) && File.Exists(PathOf(job.Id, TableEnd));

    /// <summary>Opens table and photographs of an import.</summary>
    /// <exception cref="IOException">They are not there.</exception>
    /// <exception cref="InvalidDataException">They were altered.</exception>
    /// <exception cref="CryptographicException">The key is none of this installation.</exception>
    internal (byte[] Table, ListPictures Pictures) Open(ImportJob job)
    {
        var key = keys.Unwrap(Owner(job.Id), job.WrappedKey ?? throw new IOException("The files of this import were deleted."));
        using var table = SealedFile.Open(PathOf(job.Id, TableEnd), KeyFor(key, TableEnd + job.TableHash));
        var bytes = new byte[table.Length];
        table.ReadExactly(bytes);
        return (bytes, OpenPictures(job.Id, key));
    }

    /// <summary>Deletes all files but those of some imports and those that are being uploaded.</summary>
    public void Sweep(IReadOnlySet<Guid> wanted)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder))
        {
            if (Guid.TryParseExact(Path.GetFileNameWithoutExtension(file), "N", out var id) && !wanted.Contains(id) && !IsUploading(id))
                File.Delete(file);
        }
    }

    /// <summary>Keeps the table beside its photographs; returns their key as it is kept.</summary>
    /// <exception cref="IOException">The disk is full.</exception>
    internal byte[] Keep(UploadedList list)
    {
        var (id, key) = (list.Pictures.Id, list.Pictures.Key);
        // An import that was refused and is begun again, perhaps with another table.
        File.Delete(PathOf(id, TableEnd));
        using (var file = SealedFile.Create(PathOf(id, TableEnd), KeyFor(key, TableEnd + list.Hash())))
            file.Write(list.Table);
        return keys.Wrap(Owner(id), key);
    }

    /// <summary>An import has them from now on.</summary>
    internal void HandOver(Guid id)
    {
        lock (gate)
            uploading.Remove(id);
    }

    /// <summary>Deletes an upload that no import has.</summary>
    internal void Drop(Guid id)
    {
        lock (gate)
        {
            if (!uploading.Remove(id))
                return;
        }

        File.Delete(PathOf(id, PicturesEnd));
        File.Delete(PathOf(id, TableEnd));
    }

    private bool IsUploading(Guid id)
    {
        lock (gate)
            return uploading.Contains(id);
    }

    private ListPictures OpenPictures(Guid id, byte[] key) => ListPictures.Open(SealedFile.Open(PathOf(id, PicturesEnd), KeyFor(key, PicturesEnd)));

    private string PathOf(Guid id, string end) => Path.Combine(folder, $"{id:N}{end}");

    private static byte[] Owner(Guid id) => [.. "import files"u8, .. id.ToByteArray(bigEndian: true)];

    // A key is for one file.
    private static byte[] KeyFor(byte[] key, string file) => HKDF.DeriveKey(HashAlgorithmName.SHA256, key, SealedFile.KeySize, info: Encoding.UTF8.GetBytes(file));
}

/// <summary>An archive of photographs that somebody uploaded. Deleted when it is disposed of before an import has it.</summary>
public sealed class UploadedPictures : IDisposable
{
    private readonly ImportFiles files;

    internal UploadedPictures(ImportFiles files, Guid id, byte[] key) => (this.files, Id, Key) = (files, id, key);

    /// <summary>Names its files, and then the import.</summary>
    public Guid Id { get; }

    internal byte[] Key { get; }

    /// <inheritdoc/>
    public void Dispose() => files.Drop(Id);
}

/// <summary>A table and the photographs of its people that somebody uploaded.</summary>
/// <param name="Source">Name of the table.</param>
/// <param name="Table">Its bytes.</param>
/// <param name="Map">Its own heading by the column's name, where somebody chose.</param>
/// <param name="Pictures">The photographs.</param>
public sealed record UploadedList(string Source, byte[] Table, IReadOnlyDictionary<string, string> Map, UploadedPictures Pictures) : IDisposable
{
    /// <summary>Largest archive that a browser sends, bytes; larger ones come by the command line.</summary>
    public const long MostBytes = 4L * 1024 * 1024 * 1024;

    /// <summary>Which list it is: the same table, read the same way, is the same.</summary>
    public string Hash()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(SHA256.HashData(Table));
        foreach (var (column, heading) in Map.OrderBy(m => m.Key, StringComparer.Ordinal))
            hash.AppendData(Encoding.UTF8.GetBytes($"{column}\n{heading}\n"));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose() => Pictures.Dispose();
}
