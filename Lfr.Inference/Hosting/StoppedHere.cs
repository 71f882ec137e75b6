using System.Text.Json;
using Lfr.Shared;

namespace Lfr.Inference.Hosting;

/// <summary>
/// What somebody at this worker stopped with the key: it runs here no more, whatever the web says, also after the worker was started again. Kept in the worker's data
/// folder until the licences would have ended.
/// </summary>
/// <param name="LicenceIds">The licence that ran, and the one that was about to begin or to take over.</param>
/// <param name="At">When the key was pressed (UTC).</param>
/// <param name="Until">When the last of them ends (UTC).</param>
internal sealed record StoppedHere(IReadOnlyList<Guid> LicenceIds, DateTimeOffset At, DateTimeOffset Until)
{
    private const string FileName = "stopped.json";

    /// <summary>Whether a licence was stopped.</summary>
    public bool Covers(Guid? licenceId) => licenceId is { } id && LicenceIds.Contains(id);

    /// <summary>What was stopped in this folder, unless its time is over.</summary>
    /// <exception cref="InvalidDataException">The file cannot be read, so that nobody knows what was stopped.</exception>
    public static StoppedHere? Read(string folder, DateTimeOffset now)
    {
        var file = Path.Combine(folder, FileName);
        if (!File.Exists(file))
            return null;
        try
        {
            if (JsonSerializer.Deserialize<StoppedHere>(File.ReadAllBytes(file)) is { LicenceIds: not null } kept && now < kept.Until)
                return kept;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{FileName} in the worker's data folder cannot be read: somebody stopped a run here, and nobody knows which. Delete the file once that run is over.", e);
        }

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
