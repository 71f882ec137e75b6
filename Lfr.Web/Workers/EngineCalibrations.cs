using Lfr.Inference.Models;
using Lfr.Shared.Policy;
using Lfr.Web.Settings;

namespace Lfr.Web.Workers;

/// <summary>The calibrations of the embedders this web knows: the default one and those whose cards lie in its models folder.</summary>
public sealed class EngineCalibrations(LfrPaths paths)
{
    /// <summary>The calibration of the embedder among <paramref name="models"/>; <see langword="null"/> when it was not measured, and then no threshold.</summary>
    public Calibration? For(IReadOnlyDictionary<string, string> models) =>
        models.TryGetValue(ModelRoles.Embedder, out var hash) ? For(hash) : null;

    /// <summary>The calibration of the embedder whose file has the hash <paramref name="embedder"/> (SHA-256, lower-case hex); <see langword="null"/> when it was not measured.</summary>
    public Calibration? For(string embedder) => InstalledCards.CalibrationFor(paths.Models, embedder);
}
