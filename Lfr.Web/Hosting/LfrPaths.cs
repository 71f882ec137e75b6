namespace Lfr.Web.Hosting;

/// <summary>
/// Where Lfr keeps things on disk. One object, so that a backup, a purge and a privacy test know every place that may hold data.
/// </summary>
/// <param name="Data">The data folder (<c>LFR_DATA</c>): everything that this installation writes lies under it.</param>
/// <param name="Models">The folder of the face models (<c>LFR_MODELS</c>); it may not exist.</param>
public sealed record LfrPaths(string Data, string Models)
{
    /// <summary>Keys: data protection, licence signing, the worker's. Readable by the account that runs Lfr only.</summary>
    public string Keys => Path.Combine(Data, "keys");

    /// <summary>The embedded database.</summary>
    public string SqliteFile => Path.Combine(Data, "lfr.db");

    /// <summary>The co-hosted worker's signing-in key.</summary>
    public string WorkerKeyFile => Path.Combine(Keys, "worker.key");

    /// <summary>
    /// Takes the folders from the configuration (<c>Data:Folder</c>, <c>Models:Folder</c>); without them <c>.data</c> beside <c>Lfr.sln</c>
    /// (or beside the published program), and the nearest <c>.models</c> upward.
    /// </summary>
    public static LfrPaths From(IConfiguration configuration, string baseDirectory)
    {
        var data = configuration["Data:Folder"];
        var models = configuration["Models:Folder"];
        return new LfrPaths(
            Path.GetFullPath(string.IsNullOrWhiteSpace(data) ? Path.Combine(HomeOf(baseDirectory), ".data") : data),
            Path.GetFullPath(string.IsNullOrWhiteSpace(models) ? NearestModels(baseDirectory) : models));
    }

    /// <summary>Makes the data and key folders, closed to other accounts of the machine.</summary>
    /// <exception cref="StartRefusedException">The folder cannot be written.</exception>
    public void Create()
    {
        try
        {
            MakePrivate(Data);
            MakePrivate(Keys);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartRefusedException(
                $"The data folder {Data} cannot be written: {e.Message} Choose another folder with LFR_DATA, or give this account the right to write there.", e);
        }
    }

    private static void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string HomeOf(string baseDirectory)
    {
        for (var folder = new DirectoryInfo(baseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Lfr.sln")))
                return folder.FullName;
        }

        return baseDirectory;
    }

    private static string NearestModels(string baseDirectory)
    {
        foreach (var start in (string[])[baseDirectory, Directory.GetCurrentDirectory()])
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var models = Path.Combine(folder.FullName, ".models");
                if (Directory.Exists(models))
                    return models;
            }
        }

        return Path.Combine(HomeOf(baseDirectory), ".models");
    }
}
