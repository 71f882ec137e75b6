using Lfr.Inference.Faces;

namespace Lfr.Inference.Models;

/// <summary>What a card must say before a file is read by it. A card is data that somebody wrote: a wrong number must be a sentence, not a wrong match.</summary>
internal static class CardRules
{
    private const int HashLength = 64;

    /// <summary>What is wrong with a card of one file, as a sentence; <see langword="null"/> when nothing is.</summary>
    public static string? Problem(ModelCard card)
    {
        if (!ModelRoles.All.Contains(card.Role, StringComparer.Ordinal))
            return $"The role is “{card.Role}”; it must be one of {Words(ModelRoles.All)}.";
        if (card.File.Length == 0 || !string.Equals(Path.GetFileName(card.File), card.File, StringComparison.Ordinal) || card.File is "." or "..")
            return $"The file is “{card.File}”; it must be the plain name of a file in the models folder.";
        if (card.Sha256.Length != HashLength || !card.Sha256.All(char.IsAsciiHexDigitLower))
            return "The SHA-256 must be 64 digits in lower-case hex.";
        if (string.IsNullOrWhiteSpace(card.Name) || string.IsNullOrWhiteSpace(card.Licence) || string.IsNullOrWhiteSpace(card.Provenance))
            return "Name, licence and provenance must say something.";
        if (card.Outputs.Count == 0 || card.Outputs.Any(string.IsNullOrEmpty) || card.Outputs.Distinct(StringComparer.Ordinal).Count() != card.Outputs.Count)
            return "The outputs must be named, each once.";
        if (InputProblem(card.Input) is { } input)
            return input;
        return card.Role switch
        {
            ModelRoles.Detector => DetectorProblem(card),
            ModelRoles.Landmarks => LandmarksProblem(card),
            _ => EmbedderProblem(card),
        };
    }

    private static string? InputProblem(ModelInput input)
    {
        if (input.Name.Length == 0)
            return "The input must have a name.";
        if (input.Channels is not ("RGB" or "BGR" or "Grey"))
            return $"The channels are “{input.Channels}”; they must be RGB, BGR or Grey.";
        if (!float.IsFinite(input.Mean) || !float.IsFinite(input.Scale) || input.Scale == 0)
            return "Mean and scale must be numbers, and the scale must not be 0.";
        return input.Width < 0 || input.Height < 0 || (input.Width == 0) != (input.Height == 0)
            ? "Width and height of the input must both be given, or both be 0 for any size."
            : null;
    }

    private static string? DetectorProblem(ModelCard card)
    {
        if (card.Detector is not { } detector)
            return "A detector's card must say how it is read (“detector”).";
        if (!DetectorKinds.All.Contains(detector.Kind, StringComparer.Ordinal))
            return $"The kind of detector is “{detector.Kind}”; it must be one of {Words(DetectorKinds.All)}.";
        if (card.Input.Channels == "Grey")
            return "A detector takes RGB or BGR.";
        if (detector.SizeMultiple < 1 || card.Input.Width % detector.SizeMultiple != 0 || card.Input.Height % detector.SizeMultiple != 0)
            return "The size multiple must be at least 1 and divide the input's width and height.";
        if (detector.PassSides.Count == 0 || detector.PassSides.Any(side => side < 1) || !IsStrictly(detector.PassSides, descending: true))
            return "There must be passes, the finest first: sides above 0, each smaller than the one before.";
        if (card.Input.Width > 0 && (detector.PassSides.Count > 1 || detector.PassSides[0] != Math.Max(card.Input.Width, card.Input.Height)))
            return "A detector of one input size has one pass, as long as the longer side of its input.";
        if (detector.Levels.Count == 0 || detector.Levels.Any(level => level.Stride < 1) || !IsStrictly([.. detector.Levels.Select(level => level.Stride)], descending: false))
            return "There must be levels, the finest first: strides above 0, each larger than the one before.";
        if (detector.OverlapLimit is not (> 0 and < 1))
            return "The overlap limit must lie between 0 and 1.";
        return detector.Kind switch
        {
            DetectorKinds.Yunet => card.Outputs.Count == 4 * detector.Levels.Count ? null : "YuNet has four outputs for each level: cls, obj, bbox and kps.",
            DetectorKinds.Scrfd => ScrfdProblem(card, detector),
            _ => PriorsProblem(card, detector),
        };
    }

    private static string? ScrfdProblem(ModelCard card, DetectorCard detector)
    {
        if (detector.AnchorsPerCell < 1)
            return "SCRFD needs at least one anchor at every cell.";
        return card.Outputs.Count == 2 * detector.Levels.Count || card.Outputs.Count == 3 * detector.Levels.Count
            ? null
            : "SCRFD has two outputs for each level, scores and distances, or three with points.";
    }

    private static string? PriorsProblem(ModelCard card, DetectorCard detector)
    {
        if (card.Outputs.Count != 2)
            return "A detector with priors has two outputs: scores and offsets.";
        if (detector.Levels.Any(level => level.Boxes.Count == 0 || level.Boxes.Any(side => side < 1)))
            return "Every level of a detector with priors needs boxes with sides above 0.";
        return detector.CentreVariance > 0 && detector.SizeVariance > 0 ? null : "A detector with priors needs variances above 0.";
    }

    private static string? LandmarksProblem(ModelCard card)
    {
        if (card.Input.Channels != "Grey" || card.Input.Width < 1 || card.Input.Width != card.Input.Height)
            return "A landmark model takes a square in grey.";
        return card.Outputs.Count == 1 ? null : "A landmark model has one output: 68 points.";
    }

    private static string? EmbedderProblem(ModelCard card)
    {
        const int side = FaceEncoder.AlignedSide;
        if (card.Input is not { Width: side, Height: side } || card.Input.Channels == "Grey")
            return $"An embedder takes {side} × {side} pixels, RGB or BGR.";
        if (card.Outputs.Count > 2)
            return "An embedder has one output, the template, or two: the template and its length.";
        if (card.Dimension is not (>= 32 and <= 4096))
            return "The dimension of an embedder must lie between 32 and 4096.";
        if (card.Alignment?.Points is not { Count: 5 } points || points.Any(p => p.Count != 2 || p.Any(v => v is not (>= 0 and <= side))))
            return "The alignment must give five points inside the input, x and y each.";
        if (card.Gates is { } gates && !AreSound(gates))
            return "The gates must be numbers of at least 0, and the smallest aspect must be below the largest.";
        return card.Calibration is { } calibration ? CalibrationProblem(calibration) : null;
    }

    private static bool AreSound(GatesCard gates) =>
        gates is { MinimumAspect: >= 0, MaximumAlignmentError: >= 0, LiveHeight: >= 0, LiveNorm: >= 0, EnrolmentHeight: >= 0, EnrolmentNorm: >= 0 }
        && gates.MinimumAspect < gates.MaximumAspect;

    private static string? CalibrationProblem(CalibrationCard calibration)
    {
        if (string.IsNullOrWhiteSpace(calibration.MeasuredOn) || calibration.ImpostorComparisons < 1)
            return "A calibration must say what it was measured on and by how many comparisons.";
        if (calibration.Points.Count < 2 || calibration.Points.Any(p => p.Cosine is not (>= -1 and <= 1) || p.FalseMatchRate is not (> 0 and < 1)))
            return "A calibration needs at least two points with cosines between -1 and 1 and rates between 0 and 1.";
        if (calibration.Points.Any(p => p.TruePositiveRate is not (null or (>= 0 and <= 1))))
            return "The share found must lie between 0 and 1.";
        for (var i = 1; i < calibration.Points.Count; i++)
        {
            if (calibration.Points[i].Cosine <= calibration.Points[i - 1].Cosine || calibration.Points[i].FalseMatchRate >= calibration.Points[i - 1].FalseMatchRate)
                return "The points of a calibration must rise in cosine and fall in rate.";
        }

        return calibration.LowestThreshold is { } lowest && !(lowest >= calibration.Points[0].Cosine && lowest <= calibration.Points[^1].Cosine)
            ? "The lowest threshold must lie between the first and the last point of the calibration."
            : null;
    }

    private static bool IsStrictly(IReadOnlyList<int> numbers, bool descending)
    {
        for (var i = 1; i < numbers.Count; i++)
        {
            if (descending ? numbers[i] >= numbers[i - 1] : numbers[i] <= numbers[i - 1])
                return false;
        }

        return true;
    }

    private static string Words(IReadOnlyList<string> words) => string.Join(", ", words);
}
