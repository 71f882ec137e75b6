using Lfr.Inference.Models;

namespace Lfr.Web.Settings;

/// <summary>
/// Where Lfr keeps things on disk. One object, so that a backup, a purge and a privacy test know every place that may hold data.
/// </summary>
/// <param name="Data">The data folder (<c>LFR_DATA</c>): everything that this installation writes lies under it.</param>
/// <param name="Models">The folder of the face models (<c>LFR_MODELS</c>); it may not exist.</param>
public sealed record LfrPaths(string Data, string Models)
{
    /// <summary>Keys: data protection, licence signing. Readable by the account that runs Lfr only.</summary>
    public string Keys => Path.Combine(Data, "keys");

    /// <summary>Keys of cookies and forms.</summary>
    public string DataProtection => Path.Combine(Keys, "data-protection");

    /// <summary>Makes data and keys, closed to other accounts of the machine.</summary>
    /// <param name="dataFolder">The data folder; <see langword="null"/> for the default.</param>
    /// <param name="modelsFolder">The folder of the face models; <see langword="null"/> to look for it.</param>
    /// <exception cref="StartRefusedException">The data folder cannot be written.</exception>
    public static LfrPaths Prepare(string? dataFolder, string? modelsFolder)
    {
        try
        {
            var paths = new LfrPaths(DataFolder.At(dataFolder).Path, Path.GetFullPath(modelsFolder ?? ModelStore.FindFolder() ?? ".models"));
            foreach (var folder in (string[])[paths.Data, paths.Keys, paths.DataProtection])
                MakePrivate(folder);
            return paths;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The data folder cannot be written: {e.Message} Choose another folder with LFR_DATA, or give this account the right to write there.", e);
        }
    }

    private static void MakePrivate(string folder)
    {
        Directory.CreateDirectory(folder);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
