using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Lfr.Inference.Models;

/// <summary>
/// What the engine knows about one model file and believes nothing beyond: which bytes it is made of, where it came from, how its input is
/// filled and its output read. A card is data (<c>*.model.json</c>); a file whose hash differs from its card is refused. A card without a hash
/// describes a family of models: <c>models add</c> makes a card of one file from it.
/// </summary>
/// <param name="Role">One of <see cref="ModelRoles"/>.</param>
/// <param name="Name">Name for people.</param>
/// <param name="File">File name inside the models folder; for a family, the name its files usually have.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex; empty for a family.</param>
/// <param name="Licence">Licence as its publisher states it.</param>
/// <param name="Provenance">Where the file comes from and what is not known about it.</param>
/// <param name="Input">How pixels become the input tensor.</param>
/// <param name="Outputs">Names of the outputs that are read, in the order the decoder expects them; empty for a family whose names differ.</param>
/// <param name="PreparedFrom">For a file that this program derives from another one: that other one.</param>
/// <param name="Detector">Only for a detector: how it is run and read.</param>
/// <param name="Alignment">Only for an embedder: where the five points lie in its input.</param>
/// <param name="Dimension">Only for an embedder: length of a template.</param>
/// <param name="Gates">Only for an embedder: what a face must reach to be compared or enrolled.</param>
/// <param name="Calibration">Only for an embedder: measured relation of score and error; <see langword="null"/> until it was measured.</param>
/// <param name="KnownFiles">Only for a family: public files that belong to it, by hash.</param>
/// <param name="Terms">What its publisher says about its use and its training; <see langword="null"/> where nobody looked.</param>
public sealed record ModelCard(
    string Role,
    string Name,
    string File,
    string Sha256,
    string Licence,
    string Provenance,
    ModelInput Input,
    IReadOnlyList<string> Outputs,
    ModelOrigin? PreparedFrom = null,
    DetectorCard? Detector = null,
    AlignmentCard? Alignment = null,
    int? Dimension = null,
    GatesCard? Gates = null,
    CalibrationCard? Calibration = null,
    IReadOnlyList<ModelOrigin>? KnownFiles = null,
    TermsCard? Terms = null)
{
    /// <summary>How the name of a card's file ends; what stands before it is the card's <see cref="Id"/>.</summary>
    public const string Suffix = ".model.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        ReadCommentHandling = JsonCommentHandling.Skip,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        WriteIndented = true,
    };

    private static readonly ModelCard[] BuiltIn = ReadEmbedded();

    /// <summary>The cards of the default models, one per role, in the order of <see cref="ModelRoles.All"/>.</summary>
    public static IReadOnlyList<ModelCard> Defaults { get; } =
        [.. ModelRoles.All.Select(role => BuiltIn.Single(card => !card.IsFamily && card.Role == role))];

    /// <summary>The families of models that can be added without writing a card by hand.</summary>
    public static IReadOnlyList<ModelCard> Families { get; } = [.. BuiltIn.Where(card => card.IsFamily)];

    /// <summary>What a selection calls this card: the name of its file without the ending.</summary>
    [JsonIgnore]
    public string Id { get; init; } = "";

    /// <summary>Whether this describes a family, not a file: it cannot be loaded.</summary>
    [JsonIgnore]
    public bool IsFamily => Sha256.Length == 0;

    /// <summary>Whether a script brings the file.</summary>
    [JsonIgnore]
    public bool IsFetched => Defaults.Any(card => card.Id == Id);

    /// <summary>Whether a detector gives eyes, nose and mouth itself, so that no landmark model is needed.</summary>
    [JsonIgnore]
    public bool GivesPoints => Detector is { } detector && detector.Kind switch
    {
        DetectorKinds.Yunet => true,
        DetectorKinds.Scrfd => Outputs.Count == 3 * detector.Levels.Count,
        _ => false,
    };

    /// <summary>The default card of <paramref name="role"/>.</summary>
    public static ModelCard Default(string role) => Defaults.Single(card => card.Role == role);

    /// <summary>Reads a card.</summary>
    /// <exception cref="JsonException">The text is no card.</exception>
    public static ModelCard Parse(string json) => JsonSerializer.Deserialize<ModelCard>(json, Json) ?? throw new JsonException("The card is empty.");

    /// <summary>The card as its file holds it.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json) + "\n";

    private static ModelCard[] ReadEmbedded()
    {
        const string prefix = "Lfr.Inference.Models.Cards.";
        var assembly = Assembly.GetExecutingAssembly();
        var cards = new List<ModelCard>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(Suffix, StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            cards.Add(Parse(reader.ReadToEnd()) with { Id = name[prefix.Length..^Suffix.Length] });
        }

        return [.. cards.OrderBy(card => card.Id, StringComparer.Ordinal)];
    }
}

/// <summary>The three jobs that a model file can have.</summary>
public static class ModelRoles
{
    /// <summary>Finds faces in a frame.</summary>
    public const string Detector = "detector";

    /// <summary>Finds eyes, nose and mouth in a face; not needed beside a detector that gives them.</summary>
    public const string Landmarks = "landmarks";

    /// <summary>Turns an aligned face into a template.</summary>
    public const string Embedder = "embedder";

    /// <summary>All roles, in the order in which a face passes them.</summary>
    public static IReadOnlyList<string> All { get; } = [Detector, Landmarks, Embedder];
}
