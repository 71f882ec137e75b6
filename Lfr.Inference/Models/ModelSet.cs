using Lfr.Inference.Faces;
using Lfr.Shared.Policy;
using Microsoft.ML.OnnxRuntime;

namespace Lfr.Inference.Models;

/// <summary>
/// The models in use, verified. However many sets a process opens, each model is loaded once. Detectors and encoders made from a set run its
/// sessions, which any number of threads may do at the same time; each keeps buffers of its own and belongs to one caller.
/// </summary>
public sealed class ModelSet : IDisposable
{
    private readonly ChosenModels _chosen;
    private readonly SharedSession[] _sessions;
    private int _disposed;

    private ModelSet(ChosenModels chosen, SharedSession[] sessions)
    {
        _chosen = chosen;
        _sessions = sessions;
        Hashes = chosen.Cards.ToDictionary(card => card.Role, card => card.Sha256, StringComparer.Ordinal);
        LiveGates = FaceGates.Live(chosen.Embedder.Gates);
        EnrolmentGates = FaceGates.Enrolment(chosen.Embedder.Gates);
        Calibration = CalibrationOf(chosen.Embedder);
    }

    /// <summary>The default embedder's calibration, which needs no model file.</summary>
    public static Calibration DefaultCalibration { get; } = CalibrationOf(ModelCard.Default(ModelRoles.Embedder))!;

    /// <summary>SHA-256, lower-case hex, of the loaded files by role; what a licence must name to be run. No landmarks where the detector gives the points.</summary>
    public IReadOnlyDictionary<string, string> Hashes { get; }

    /// <summary>How the loaded embedder's scores relate to errors; <see langword="null"/> when it was not measured, and then there is no threshold.</summary>
    public Calibration? Calibration { get; }

    /// <summary>What a face of a camera must reach to be compared.</summary>
    public FaceGates LiveGates { get; }

    /// <summary>What a face must reach to be put on a list.</summary>
    public FaceGates EnrolmentGates { get; }

    /// <summary>Length of a template in floats.</summary>
    public int Dimension => _chosen.Embedder.Dimension!.Value;

    /// <summary>The cards of the loaded models.</summary>
    public IReadOnlyList<ModelCard> Cards => _chosen.Cards;

    /// <summary>Verifies and loads the models that the folder's <see cref="ModelSelection"/> names.</summary>
    /// <param name="folder">The models folder, as <see cref="ModelStore.FindFolder"/> gives it.</param>
    /// <exception cref="ModelRefusedException">A file is missing, altered or no model, or the setting cannot be followed.</exception>
    public static ModelSet Open(string folder) => Open(folder, ModelSelection.Read(folder).Resolve(folder));

    /// <summary>Verifies and loads the given models.</summary>
    /// <exception cref="ModelRefusedException">A file is missing, altered or no model, or the setting cannot be followed.</exception>
    internal static ModelSet Open(string folder, ChosenModels chosen)
    {
        var sessions = new List<SharedSession>();
        try
        {
            foreach (var card in chosen.Cards)
            {
                var bytes = ModelStore.ReadVerified(folder, card);
                sessions.Add(SharedSession.Take(
                    new SharedSession.Key(card.Sha256, chosen.ExecutionProvider, chosen.Threads),
                    () => Load(bytes, card, chosen.ExecutionProvider, chosen.Threads)));
            }

            var set = new ModelSet(chosen, [.. sessions]);
            sessions.Clear();
            return set;
        }
        finally
        {
            foreach (var session in sessions)
                session.GiveBack();
        }
    }

    /// <summary>A detector for one caller. Dispose it before this set.</summary>
    public FaceDetector CreateDetector() => new(_sessions[0].Session, _chosen.Detector);

    /// <summary>An encoder for one caller. Dispose it before this set.</summary>
    public FaceEncoder CreateEncoder() =>
        new(_chosen.Landmarks is null ? null : _sessions[1].Session, _chosen.Landmarks, _sessions[^1].Session, _chosen.Embedder);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        foreach (var session in _sessions)
            session.GiveBack();
    }

    /// <summary>Whether both run the very same loaded models.</summary>
    internal bool SharesSessionsWith(ModelSet other) => _sessions.SequenceEqual(other._sessions);

    /// <summary>The calibration that an embedder's card holds, as the rules know it.</summary>
    internal static Calibration? CalibrationOf(ModelCard card) => card.Calibration is { } measured
        ? new Calibration(card.Sha256, measured.MeasuredOn, measured.ImpostorComparisons, measured.Points, measured.LowestThreshold)
        : null;

    private static InferenceSession Load(byte[] bytes, ModelCard card, string executionProvider, int threads)
    {
        using var options = new SessionOptions
        {
            IntraOpNumThreads = threads,
            InterOpNumThreads = 1,
            ExecutionMode = ExecutionMode.ORT_SEQUENTIAL,
            GraphOptimizationLevel = GraphOptimizationLevel.ORT_ENABLE_ALL,
            LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR,
        };
        ExecutionProviders.Append(options, executionProvider);
        try
        {
            return new InferenceSession(executionProvider == ExecutionProviders.Cpu ? PReluFusion.Apply(bytes) : bytes, options);
        }
        catch (Exception error) when (error is OnnxRuntimeException or InvalidDataException)
        {
            throw new ModelRefusedException($"The model file {card.File} cannot be loaded on this machine: {error.Message}", error);
        }
    }
}
