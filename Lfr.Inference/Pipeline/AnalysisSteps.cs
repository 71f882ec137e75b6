namespace Lfr.Inference.Pipeline;

/// <summary>
/// Which steps the analysis takes. Exists so that a measurement can leave one out and show what it buys (<c>./bench.sh steps</c>): no licence, setting or
/// command can. Live cameras and evaluations take all of them.
/// </summary>
internal sealed record AnalysisSteps
{
    /// <summary>Everything, at the pace that the machine can keep.</summary>
    public static AnalysisSteps Live { get; } = new();

    /// <summary>Everything, with faces looked for in every frame in which something moved whatever it costs, so that the result is the same on any machine.</summary>
    public static AnalysisSteps Unhurried { get; } = new() { DetectEvery = 1 };

    /// <summary>Runs the detector on every n-th frame; <see langword="null"/> to go by measured cost.</summary>
    public int? DetectEvery { get; init; }

    /// <summary>Whether faces are looked for in every frame also where nothing moved and no face in view is wanted.</summary>
    public bool AlsoStill { get; init; }

    /// <summary>Whether shape, size, alignment and norm must pass the gates.</summary>
    public bool Gates { get; init; } = true;

    /// <summary>Whether only promising shots are embedded, or every one that is due.</summary>
    public bool BestShot { get; init; } = true;

    /// <summary>Whether the mean of the best shots must match too.</summary>
    public bool Mean { get; init; } = true;

    /// <summary>Whether one matching frame is enough.</summary>
    public bool SingleFrame { get; init; }
}
