using Lfr.Inference.Models;

namespace Lfr.Benchmarks;

/// <summary>What every comparison is given.</summary>
/// <param name="ModelsFolder">The verified models.</param>
/// <param name="DemoFolder">Synthetic people (<c>people/NN/*.jpg</c>) and their street (<c>walk.mp4</c>, <c>walk.json</c>).</param>
/// <param name="Threads">Threads for both sides.</param>
/// <param name="Rounds">Rounds of each comparison.</param>
/// <param name="Log">Progress, for a person who watches.</param>
public sealed record Bench(string ModelsFolder, string DemoFolder, int Threads, int Rounds, TextWriter Log)
{
    /// <summary>How many people with photographs an import brings.</summary>
    public int People { get; init; } = 400;

    /// <summary>How many people stand on the long list, whose photographs nobody looks at.</summary>
    public int Listed { get; init; } = 20_000;

    /// <summary>How many deployments a force has planned; at least 250.</summary>
    public int Deployments { get; init; } = 5_000;

    /// <summary>How long planners are at work, seconds.</summary>
    public int Seconds { get; init; } = 60;

    /// <summary>A folder or file of the evaluation photographs; <see langword="null"/> where this machine has none. They are never committed.</summary>
    public static string? Evaluation(params string[] parts)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine([folder.FullName, "shared", "data", .. parts]);
            if (Path.Exists(candidate))
                return candidate;
        }

        return null;
    }

    /// <summary>Opens with the models that lie beside the clone.</summary>
    /// <exception cref="ModelRefusedException">They are missing or altered.</exception>
    public static Bench Open(int threads, int rounds, TextWriter log)
    {
        var folder = ModelStore.FindFolder();
        return ModelStore.Inspect(folder).Problem is { } problem
            ? throw new ModelRefusedException(problem)
            : new Bench(folder!, Path.Combine(AppContext.BaseDirectory, "Demo"), threads, rounds, log);
    }
}
