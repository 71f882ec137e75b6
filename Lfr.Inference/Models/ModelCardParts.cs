using Lfr.Shared.Policy;

namespace Lfr.Inference.Models;

/// <summary>How pixels become an input tensor of layout NCHW: <c>(value − Mean) × Scale</c>, channels in <paramref name="Channels"/> order.</summary>
/// <param name="Name">Name of the input.</param>
/// <param name="Width">Pixels; 0 where the model takes any size.</param>
/// <param name="Height">Pixels; 0 where the model takes any size.</param>
/// <param name="Channels"><c>RGB</c>, <c>BGR</c> or <c>Grey</c>.</param>
/// <param name="Mean">Subtracted first; grey levels.</param>
/// <param name="Scale">Multiplied then.</param>
public sealed record ModelInput(string Name, int Width, int Height, string Channels, float Mean, float Scale);

/// <summary>A file by name and content.</summary>
/// <param name="File">File name.</param>
/// <param name="Sha256">SHA-256, lower-case hex.</param>
public sealed record ModelOrigin(string File, string Sha256);

/// <summary>How the outputs of a detector become boxes.</summary>
public static class DetectorKinds
{
    /// <summary>Prior boxes on a grid with scores and offsets (SSD, UltraFace). Two outputs: scores, offsets. No points.</summary>
    public const string Priors = "priors";

    /// <summary>
    /// YuNet: one box per cell without priors. For each level <c>cls</c>, then for each <c>obj</c>, <c>bbox</c>, <c>kps</c>; the score is the
    /// geometric mean of <c>cls</c> and <c>obj</c>.
    /// </summary>
    public const string Yunet = "yunet";

    /// <summary>SCRFD: anchors on a grid with distances to the edges. For each level the scores, then the distances, then, where it has them, the points.</summary>
    public const string Scrfd = "scrfd";

    /// <summary>All kinds.</summary>
    public static IReadOnlyList<string> All { get; } = [Priors, Yunet, Scrfd];
}

/// <summary>How a detector is run and read.</summary>
/// <param name="Kind">One of <see cref="DetectorKinds"/>.</param>
/// <param name="PassSides">Longest side, in network pixels, of each pass over a picture; the first is the finest.</param>
/// <param name="SizeMultiple">The input is padded right and bottom to a multiple of this, with the mean colour.</param>
/// <param name="Levels">Feature levels, finest first.</param>
/// <param name="OverlapLimit">Of two boxes whose intersection over union is above this, the weaker is dropped.</param>
/// <param name="CentreVariance">Only with priors: factor on centre offsets.</param>
/// <param name="SizeVariance">Only with priors: factor on size offsets, before the exponential.</param>
/// <param name="AnchorsPerCell">Only with SCRFD: boxes at every cell.</param>
public sealed record DetectorCard(
    string Kind,
    IReadOnlyList<int> PassSides,
    int SizeMultiple,
    IReadOnlyList<DetectorLevel> Levels,
    float OverlapLimit,
    float CentreVariance = 0,
    float SizeVariance = 0,
    int AnchorsPerCell = 1);

/// <summary>One feature level of a detector.</summary>
/// <param name="Stride">Network pixels between neighbouring cells.</param>
/// <param name="Boxes">Only with priors: sides of the square boxes at every cell, network pixels; otherwise empty.</param>
public sealed record DetectorLevel(int Stride, IReadOnlyList<int> Boxes);

/// <summary>Where eyes, nose tip and mouth corners lie in an embedder's input.</summary>
/// <param name="Points">Left eye, right eye, nose, left and right mouth corner as the picture shows them: x, y in pixels.</param>
public sealed record AlignmentCard(IReadOnlyList<IReadOnlyList<float>> Points);

/// <summary>What a face must reach: see <see cref="Faces.FaceGates"/>.</summary>
/// <param name="MinimumAspect">Smallest width ÷ height of the detector's box.</param>
/// <param name="MaximumAspect">Largest width ÷ height of the detector's box.</param>
/// <param name="MaximumAlignmentError">Pixels of the aligned face.</param>
/// <param name="LiveHeight">Smallest height of a face that may be compared, pixels.</param>
/// <param name="LiveNorm">Smallest length of the raw embedding that may be compared; 0 until it was measured.</param>
/// <param name="EnrolmentHeight">Smallest height of a face that may be enrolled, pixels.</param>
/// <param name="EnrolmentNorm">Smallest length of the raw embedding that may be enrolled; 0 until it was measured.</param>
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
/// <param name="LowestThreshold">Lowest cosine at which the model may run; without it, that of the first point.</param>
public sealed record CalibrationCard(string MeasuredOn, long ImpostorComparisons, IReadOnlyList<CalibrationPoint> Points, double? LowestThreshold = null);

/// <summary>What the publisher of a model says about its use and its training, and where somebody read it.</summary>
/// <param name="TrainingData">What it was trained on, or that its publisher does not say.</param>
/// <param name="Address">Page that says so.</param>
/// <param name="CheckedOn">Day on which it was read.</param>
/// <param name="NonCommercial">Whether it is given for non-commercial research only: no police force may use it without an agreement of its own.</param>
public sealed record TermsCard(string TrainingData, string Address, DateOnly CheckedOn, bool NonCommercial = false)
{
    /// <summary>In one line.</summary>
    public override string ToString() =>
        $"{(NonCommercial ? "non-commercial, not for police use; " : "")}trained on: {TrainingData} ({Address}, read {Words.Day(CheckedOn)})";
}
