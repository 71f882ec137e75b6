namespace Lfr.Inference.Hosting;

/// <summary>
/// One worker's program per folder: a second one would sign in with the same key, take the other's run and write into its outbox. Held as long as the worker lives, however it ends; the
/// file stays, because deleting it would let a third program lock another file of the same name.
/// </summary>
internal static class WorkerFolderLock
{
    /// <summary>Takes the folder.</summary>
    /// <exception cref="WorkerFolderTakenException">Another program has it.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static IDisposable Take(string dataFolder)
    {
        Directory.CreateDirectory(dataFolder);
        var file = Path.Combine(dataFolder, "worker.lock");
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e) when (File.Exists(file))
        {
            throw new WorkerFolderTakenException(dataFolder, e);
        }
    }
}

/// <summary>Another worker's program has the folder.</summary>
internal sealed class WorkerFolderTakenException : Exception
{
    public WorkerFolderTakenException(string dataFolder, Exception inner)
        : base($"Another worker already runs on {dataFolder}. Stop one of the two, or give this one a folder of its own; until then it does not sign in.", inner)
    {
    }
}
