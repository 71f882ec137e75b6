using Lfr.Web.Settings;

namespace Lfr.Web.Hosting;

/// <summary>
/// One process per data folder: a second one would share the worker's id, run the same licence twice and count the same faces again. Held until the
/// program ends, however it ends.
/// </summary>
public sealed class DataFolderLock(LfrPaths paths) : IDisposable
{
    private FileStream? held;

    /// <summary>Takes the folder.</summary>
    /// <exception cref="StartRefusedException">Another process has it.</exception>
    public void Take()
    {
        var file = Path.Combine(paths.Data, "lfr.lock");
        try
        {
            held ??= new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StartRefusedException(
                $"Another Lfr already runs on the data folder {paths.Data}. Stop it first, or choose another folder with LFR_DATA; several programs on one folder are not supported.", e);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => held?.Dispose();
}
