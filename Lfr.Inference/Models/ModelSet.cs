using Lfr.Inference.Faces;
using Lfr.Shared.Policy;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Models;

/// <summary>
/// The three models, verified and loaded once per process. Detectors and encoders made from it share its sessions, which any number of
/// threads may run at the same time; each keeps buffers of its own and belongs to one caller.
/// </summary>
public sealed class ModelSet : IDisposable
{
    private readonly InferenceSession _detector;
    private readonly InferenceSession _landmarks;
    private readonly InferenceSession _embedder;

    private ModelSet(InferenceSession detector, InferenceSession landmarks, InferenceSession embedder)
    {
        _detector = detector;
        _landmarks = landmarks;
        _embedder = embedder;
        Hashes = ModelCard.Defaults.ToDictionary(card => card.Role, card => card.Sha256, StringComparer.Ordinal);
    }

    /// <summary>SHA-256, lower-case hex, of the loaded files by role; what a licence must name to be run.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; }

    /// <summary>How the loaded embedder's scores relate to errors.</summary>
    public Calibration Calibration => DefaultCalibration;

    /// <summary>Length of a template in floats.</summary>
    public int Dimension => ModelCard.Default(ModelRoles.Embedder).Dimension!.Value;

    /// <summary>The default embedder's calibration, which needs no model file: the web picks thresholds with it.</summary>
    public static Calibration DefaultCalibration { get; } = MakeCalibration(ModelCard.Default(ModelRoles.Embedder));

    /// <summary>Verifies and loads the default models.</summary>
    /// <param name="folder">The models folder, as <see cref="ModelStore.FindFolder"/> gives it.</param>
    /// <param name="threads">Threads that one run of a model may use. One, because cameras run side by side.</param>
    /// <exception cref="ModelRefusedException">A file is missing, altered or no model.</exception>
    public static ModelSet Open(string folder, int threads = 1)
    {
        InferenceSession? detector = null, landmarks = null;
        try
        {
            detector = Load(folder, ModelRoles.Detector, threads);
            landmarks = Load(folder, ModelRoles.Landmarks, threads);
            var embedder = Load(folder, ModelRoles.Embedder, threads);
            var set = new ModelSet(detector, landmarks, embedder);
            detector = landmarks = null;
            return set;
        }
        finally
        {
            detector?.Dispose();
            landmarks?.Dispose();
        }
    }

    /// <summary>A detector for one caller. Dispose it before this set.</summary>
    public FaceDetector CreateDetector() => new(_detector, ModelCard.Default(ModelRoles.Detector));

    /// <summary>An encoder for one caller. Dispose it before this set.</summary>
    public FaceEncoder CreateEncoder() =>
        new(_landmarks, ModelCard.Default(ModelRoles.Landmarks), _embedder, ModelCard.Default(ModelRoles.Embedder));

    /// <inheritdoc/>
    public void Dispose()
    {
        _detector.Dispose();
        _landmarks.Dispose();
        _embedder.Dispose();
    }

    private static InferenceSession Load(string folder, string role, int threads)
    {
        var card = ModelCard.Default(role);
        var bytes = ModelStore.ReadVerified(folder, card);
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        try
        {
            return new InferenceSession(bytes, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new ModelRefusedException($"The model file {card.File} cannot be loaded on this machine: {error.Message}", error);
        }
    }

    private static Calibration MakeCalibration(ModelCard card) =>
        new(card.Sha256, card.Calibration!.MeasuredOn, card.Calibration.ImpostorComparisons, card.Calibration.Points);
}
