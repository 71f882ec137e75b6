using System.Reflection;
using System.Text.Json;
using Lfr.Shared.Policy;

namespace Lfr.Inference.Models;

/// <summary>
/// What the engine knows about one model file and believes nothing beyond: which bytes it is made of, where it came from, how its input is
/// filled and its output read. A card is data (<c>Cards/*.model.json</c>); a file whose hash differs from its card is refused.
/// </summary>
/// <param name="Role">One of <see cref="ModelRoles"/>.</param>
/// <param name="Name">Name for people.</param>
/// <param name="File">File name inside the models folder.</param>
/// <param name="Sha256">SHA-256 of the file, lower-case hex.</param>
/// <param name="Licence">Licence as its publisher states it.</param>
/// <param name="Provenance">Where the file comes from and what is not known about it.</param>
/// <param name="Input">How pixels become the input tensor.</param>
/// <param name="Outputs">Names of the outputs that are read, in the order the decoder expects them.</param>
/// <param name="PreparedFrom">For a file that this program derives from another one: that other one.</param>
/// <param name="Detector">Only for a detector: its prior boxes and passes.</param>
/// <param name="Alignment">Only for an embedder: where the five points lie in its input.</param>
/// <param name="Dimension">Only for an embedder: length of a template.</param>
/// <param name="Gates">Only for an embedder: what a face must reach to be compared or enrolled.</param>
/// <param name="Calibration">Only for an embedder: measured relation of score and error.</param>
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
    CalibrationCard? Calibration = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    /// <summary>The cards of the default models, one per role, in the order of <see cref="ModelRoles.All"/>.</summary>
    public static IReadOnlyList<ModelCard> Defaults { get; } = ReadEmbedded();

    /// <summary>The default card of <paramref name="role"/>.</summary>
    public static ModelCard Default(string role) => Defaults.Single(card => card.Role == role);

    /// <summary>Reads a card.</summary>
    /// <exception cref="JsonException">The text is no card.</exception>
    public static ModelCard Parse(string json) => JsonSerializer.Deserialize<ModelCard>(json, Json) ?? throw new JsonException("The card is empty.");

    private static ModelCard[] ReadEmbedded()
    {
        var assembly = Assembly.GetExecutingAssembly();
        var cards = new List<ModelCard>();
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".model.json", StringComparison.Ordinal)))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            cards.Add(Parse(reader.ReadToEnd()));
        }

        return [.. ModelRoles.All.Select(role => cards.Single(card => card.Role == role))];
    }
}

/// <summary>The three jobs that a model file can have.</summary>
public static class ModelRoles
{
    /// <summary>Finds faces in a frame.</summary>
    public const string Detector = "detector";

    /// <summary>Finds eyes, nose and mouth in a face.</summary>
    public const string Landmarks = "landmarks";

    /// <summary>Turns an aligned face into a template.</summary>
    public const string Embedder = "embedder";

    /// <summary>All roles, in the order in which a face passes them.</summary>
    public static IReadOnlyList<string> All { get; } = [Detector, Landmarks, Embedder];
}

/// <summary>How pixels become an input tensor of layout NCHW: <c>(value − Mean) × Scale</c>, channels in <paramref name="Channels"/> order.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Width">Pixels; 0 where the model takes any size.</param>
/// <param name="Height">Pixels; 0 where the model takes any size.</param>
/// <param name="Channels"><c>RGB</c>, <c>BGR</c> or <c>Grey</c>.</param>
/// <param name="Mean">Subtracted first; grey levels.</param>
/// <param name="Scale">Multiplied then.</param>
public sealed record ModelInput(string Name, int Width, int Height, string Channels, float Mean, float Scale);

/// <summary>The file that another one is prepared from.</summary>
/// <param name="File">File name.</param>
/// <param name="Sha256">SHA-256, lower-case hex.</param>
public sealed record ModelOrigin(string File, string Sha256);

/// <summary>How a detector with prior boxes is run and read.</summary>
/// <param name="PassSides">Longest side, in network pixels, of each pass over a picture; the first is the finest.</param>
/// <param name="SizeMultiple">The input is padded right and bottom to a multiple of this, with the mean colour.</param>
/// <param name="Levels">Feature levels, finest first.</param>
/// <param name="CentreVariance">Factor on centre offsets.</param>
/// <param name="SizeVariance">Factor on size offsets, before the exponential.</param>
/// <param name="OverlapLimit">Of two boxes whose intersection over union is above this, the weaker is dropped.</param>
public sealed record DetectorCard(
    IReadOnlyList<int> PassSides,
    int SizeMultiple,
    IReadOnlyList<PriorLevel> Levels,
    float CentreVariance,
    float SizeVariance,
    float OverlapLimit);

/// <summary>One feature level of a detector.</summary>
/// <param name="Stride">Network pixels between neighbouring cells.</param>
/// <param name="Boxes">Sides of the square prior boxes at every cell, network pixels.</param>
public sealed record PriorLevel(int Stride, IReadOnlyList<int> Boxes);

/// <summary>Where eyes, nose tip and mouth corners lie in an embedder's input.</summary>
/// <param name="Points">Left eye, right eye, nose, left and right mouth corner as the picture shows them: x, y in pixels.</param>
public sealed record AlignmentCard(IReadOnlyList<IReadOnlyList<float>> Points);

/// <summary>What a face must reach: see <see cref="Faces.FaceGates"/>.</summary>
/// <param name="MinimumAspect">Smallest width ÷ height of the detector's box.</param>
/// <param name="MaximumAspect">Largest width ÷ height of the detector's box.</param>
/// <param name="MaximumAlignmentError">Pixels of the aligned face.</param>
/// <param name="LiveHeight">Smallest height of a face that may be compared, pixels.</param>
/// <param name="LiveNorm">Smallest length of the raw embedding that may be compared.</param>
/// <param name="EnrolmentHeight">Smallest height of a face that may be enrolled, pixels.</param>
/// <param name="EnrolmentNorm">Smallest length of the raw embedding that may be enrolled.</param>
public sealed record GatesCard(
    float MinimumAspect,
    float MaximumAspect,
    float MaximumAlignmentError,
    float LiveHeight,
    float LiveNorm,
    float EnrolmentHeight,
    float EnrolmentNorm);

/// <summary>The measured part of a <see cref="Lfr.Shared.Policy.Calibration"/>; the hash comes from the card around it.</summary>
/// <param name="MeasuredOn">Data set and size, for people.</param>
/// <param name="ImpostorComparisons">Comparisons of different people behind it.</param>
/// <param name="Points">Points in ascending order of cosine.</param>
public sealed record CalibrationCard(string MeasuredOn, long ImpostorComparisons, IReadOnlyList<CalibrationPoint> Points);
