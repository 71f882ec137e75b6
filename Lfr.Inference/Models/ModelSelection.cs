using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lfr.Inference.Models;

/// <summary>
/// Which cards are in use and what runs them: <c>models.json</c> in the models folder, so that the web, a worker and the command line that
/// share a folder cannot disagree. What is not said is the default.
/// </summary>
/// <param name="Detector">Card of the detector.</param>
/// <param name="Landmarks">Card of the landmark model; only for a detector that gives no points.</param>
/// <param name="Embedder">Card of the embedder.</param>
/// <param name="ExecutionProvider">One of <see cref="ExecutionProviders.All"/>.</param>
/// <param name="Threads">Cores that one run of a model may use, 1–64. One by default, because cameras run side by side.</param>
public sealed record ModelSelection(
    string? Detector = null,
    string? Landmarks = null,
    string? Embedder = null,
    string ExecutionProvider = ExecutionProviders.Cpu,
    int Threads = 1)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "models.json";

    private const int MostThreads = 64;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    /// <summary>The selection of a folder; the defaults where there is no file.</summary>
    /// <exception cref="ModelRefusedException">The file is not one, or a number in it makes no sense.</exception>
    public static ModelSelection Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
            return new ModelSelection();
        try
        {
            var selection = JsonSerializer.Deserialize<ModelSelection>(File.ReadAllText(path), Json) ?? new ModelSelection();
            return selection.Problem() is { } problem ? throw new ModelRefusedException(problem) : selection;
        }
        catch (Exception error) when (error is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new ModelRefusedException($"{FileName} in the models folder cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The cards, found and checked.</summary>
    /// <exception cref="ModelRefusedException">A card is missing, unusable or has another role; the message says which.</exception>
    public ChosenModels Resolve(string folder)
    {
        var detector = Card(folder, ModelRoles.Detector, Detector);
        if (detector.GivesPoints && Landmarks is not null)
            throw new ModelRefusedException($"The detector “{detector.Id}” gives eyes, nose and mouth itself: choose no landmark model beside it.");
        return new ChosenModels(
            detector,
            detector.GivesPoints ? null : Card(folder, ModelRoles.Landmarks, Landmarks),
            Card(folder, ModelRoles.Embedder, Embedder),
            ExecutionProvider,
            Threads);
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Write(string folder) => ModelStore.WriteWhole(Path.Combine(folder, FileName), JsonSerializer.SerializeToUtf8Bytes(this, Json));

    /// <summary>What makes no sense, as a sentence.</summary>
    internal string? Problem()
    {
        if (!ExecutionProviders.All.Contains(ExecutionProvider, StringComparer.Ordinal))
            return $"The execution provider “{ExecutionProvider}” is not known: it must be one of {string.Join(", ", ExecutionProviders.All)}.";
        return Threads is >= 1 and <= MostThreads ? null : $"The threads of a model must lie between 1 and {MostThreads}.";
    }

    private static ModelCard Card(string folder, string role, string? id)
    {
        if (id is null)
            return ModelCard.Default(role);
        var card = InstalledCards.Find(folder, id);
        return card.Role == role ? card : throw new ModelRefusedException($"The model card “{id}” is of the role {card.Role}; it cannot be the {role}.");
    }
}

/// <summary>The cards in use and what runs them.</summary>
/// <param name="Detector">Finds faces.</param>
/// <param name="Landmarks">Places the points; <see langword="null"/> where the detector does.</param>
/// <param name="Embedder">Makes templates.</param>
/// <param name="ExecutionProvider">One of <see cref="ExecutionProviders.All"/>.</param>
/// <param name="Threads">Cores that one run of a model may use.</param>
public sealed record ChosenModels(ModelCard Detector, ModelCard? Landmarks, ModelCard Embedder, string ExecutionProvider, int Threads)
{
    /// <summary>The two or three cards in the order of <see cref="ModelRoles.All"/>.</summary>
    public IReadOnlyList<ModelCard> Cards => Landmarks is null ? [Detector, Embedder] : [Detector, Landmarks, Embedder];
}
