using System.Text.Json;
using Lfr.Shared;
using Lfr.Shared.Live;

namespace Lfr.Inference.Hosting;

/// <summary>
/// A licence that somebody at this worker stopped with the key: it runs here no more, whatever the web says, also after the worker was started again. Kept in the
/// worker's data folder until the licence would have ended.
/// </summary>
/// <param name="LicenceId">The licence.</param>
/// <param name="At">When the key was pressed (UTC).</param>
/// <param name="Until">End of the licence (UTC).</param>
internal sealed record StoppedHere(Guid LicenceId, DateTimeOffset At, DateTimeOffset Until)
{
    private const string FileName = "stopped.json";

    /// <summary>What was stopped in this folder, unless its time is over.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read, so that nobody knows what was stopped.</exception>
    public static StoppedHere? Read(string folder, DateTimeOffset now)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return null;
        StoppedHere? kept;
        try
        {
            kept = JsonSerializer.Deserialize<StoppedHere>(File.ReadAllBytes(file));
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{FileName} in the worker's data folder cannot be read: somebody stopped a run here, and nobody knows which. Delete the file once that run is over.", e);
        }

        if (kept is not null && now < kept.Until)
            return kept;
        File.Delete(file);
        return null;
    }

    /// <summary>Keeps it.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        PrivateFile.Write(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this), overwrite: true);
    }
}
