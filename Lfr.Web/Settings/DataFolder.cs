namespace Lfr.Web.Settings;

/// <summary>The one folder in which an installation keeps everything: database, keys, outbox. <c>LFR_DATA</c>, or <c>.data</c> beside the solution.</summary>
/// <param name="Path">Absolute path; exists.</param>
public sealed record DataFolder(string Path)
{
    /// <summary>Makes the folder.</summary>
    /// <param name="configured">Where; <see langword="null"/> for the default.</param>
    public static DataFolder At(string? configured)
    {
        var path = System.IO.Path.GetFullPath(configured ?? System.IO.Path.Combine(Home(), ".data"));
        Directory.CreateDirectory(path);
        return new DataFolder(path);
    }

    /// <summary>A path inside the folder.</summary>
    public string Combine(params ReadOnlySpan<string> parts) => System.IO.Path.Combine([Path, .. parts]);

    private static string Home()
    {
        // In a checkout the data stands beside the solution, whatever the working folder; in a published copy beside the program.
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "Lfr.sln")))
                return folder.FullName;
        }

        return AppContext.BaseDirectory;
    }
}
