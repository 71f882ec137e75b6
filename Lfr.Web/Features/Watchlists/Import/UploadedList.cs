using Lfr.Web.Components;
using Lfr.Web.Settings;

namespace Lfr.Web.Features.Watchlists.Import;

/// <summary>A table and an archive of photographs that somebody uploaded. The archive lies in a file without a name, which is gone when this is disposed of or the program ends, however it ends.</summary>
/// <param name="Source">Name of the table.</param>
/// <param name="Rows">Its rows.</param>
/// <param name="Pictures">The photographs.</param>
public sealed record UploadedList(string Source, IReadOnlyList<ListRow> Rows, ListPictures Pictures) : IDisposable
{
    /// <summary>Largest archive that a browser sends, bytes; larger ones come by the command line.</summary>
    public const long MostBytes = 4L * 1024 * 1024 * 1024;

    /// <inheritdoc/>
    public void Dispose() => Pictures.Dispose();

    /// <summary>Takes an archive from a browser.</summary>
    /// <param name="paths">Where it lies meanwhile.</param>
    /// <param name="upload">The archive.</param>
    /// <param name="read">Hears how many bytes have come.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="UnreadableFileException">It is no archive, holds more than a list can have, or the disk is full.</exception>
    public static async Task<ListPictures> TakeAsync(LfrPaths paths, Stream upload, Action<long> read, CancellationToken cancellationToken)
    {
        var file = NamelessFile(paths);
        try
        {
            var part = new byte[81_920];
            for (int count; (count = await upload.ReadAsync(part, cancellationToken)) > 0; read(file.Length))
                await file.WriteAsync(part.AsMemory(0, count), cancellationToken);
            return ListPictures.Open(file);
        }
        catch (Exception e)
        {
            await file.DisposeAsync();
            throw e is IOException ? new UnreadableFileException($"The photographs could not be taken: {e.Message} Try again; if it stays so, an administrator looks whether the disk is full.", e) : e;
        }
    }

    private static FileStream NamelessFile(LfrPaths paths)
    {
        var path = Path.Combine(paths.Data, $"import-{Guid.CreateVersion7():N}.tmp");
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var file = new FileStream(path, options);
        // Without a name it is gone with the process, also one that is killed. Windows does that by itself.
        if (!OperatingSystem.IsWindows())
            File.Delete(path);
        return file;
    }
}
