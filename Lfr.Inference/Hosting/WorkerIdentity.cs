using System.Reflection;

namespace Lfr.Inference.Hosting;

/// <summary>Who this worker is: an id that survives restarts, and the engine's version.</summary>
internal static class WorkerIdentity
{
    /// <summary>Version of the engine.</summary>
    public static string Version { get; } = typeof(WorkerIdentity).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";

    /// <summary>Reads <c>worker.id</c> of the data folder, or makes one.</summary>
    public static Guid ReadOrCreate(string dataFolder, TimeProvider time)
    {
        Directory.CreateDirectory(dataFolder);
        var file = Path.Combine(dataFolder, "worker.id");
        if (File.Exists(file) && Guid.TryParse(File.ReadAllText(file), out var known))
            return known;
        var id = Guid.CreateVersion7(time.GetUtcNow());
        File.WriteAllText(file, id.ToString("D"));
        return id;
    }
}
