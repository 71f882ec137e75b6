using Lfr.Inference.Models;
using Lfr.Shared.Policy;

namespace Lfr.Web.Features.Live;

/// <summary>The calibrations that belong to the model cards this version knows, by embedder.</summary>
public sealed class EngineCalibrations
{
    /// <summary>The calibration of the embedder among <paramref name="models"/>; <see langword="null"/> when there is none, and then no threshold.</summary>
    public Calibration? For(IReadOnlyDictionary<string, string> models) =>
        models.TryGetValue(ModelRoles.Embedder, out var hash) && string.Equals(hash, ModelSet.DefaultCalibration.EmbedderHash, StringComparison.Ordinal)
            ? ModelSet.DefaultCalibration
            : null;
}
