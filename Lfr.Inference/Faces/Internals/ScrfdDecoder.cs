using Lfr.Inference.Models;

namespace Lfr.Inference.Faces.Internals;

/// <summary>
/// Reads SCRFD: every cell of every level has anchors at its corner <c>(c·s, r·s)</c>, each with a score, distances to the left, top, right and
/// bottom edge and, where the model has them, five points; all in strides, relative to the anchor. Source: J. Guo and others, “Sample and
/// computation redistribution for efficient face detection”, 2021.
/// </summary>
internal static class ScrfdDecoder
{
    private const int PointFloats = 10;

    /// <summary>Shapes of the outputs in the card's order.</summary>
    public static long[][] Shapes(DetectorCard card, int outputs, int inputWidth, int inputHeight)
    {
        var levels = card.Levels.Count;
        var shapes = new long[outputs][];
        for (var i = 0; i < outputs; i++)
        {
            var stride = card.Levels[i % levels].Stride;
            var anchors = PriorDecoder.Cells(inputWidth, stride) * PriorDecoder.Cells(inputHeight, stride) * card.AnchorsPerCell;
            shapes[i] = [1, anchors, (i / levels) switch { 0 => 1, 1 => 4, _ => PointFloats }];
        }

        return shapes;
    }

    /// <summary>Adds every box whose score reaches <paramref name="minimumScore"/>, with its points if there are any, in pixels of the picture.</summary>
    /// <param name="card">Levels and anchors.</param>
    /// <param name="inputWidth">Network pixels.</param>
    /// <param name="inputHeight">Network pixels.</param>
    /// <param name="outputs">Scores, distances and perhaps points, each finest level first.</param>
    /// <param name="scale">Network pixels per pixel of the picture.</param>
    /// <param name="minimumScore">0–1.</param>
    /// <param name="into">Added to.</param>
    /// <exception cref="InvalidDataException">The model gave tensors of another size.</exception>
    public static void Decode(
        DetectorCard card, int inputWidth, int inputHeight, IReadOnlyList<float[]> outputs, float scale, float minimumScore, List<Detection> into)
    {
        var levels = card.Levels.Count;
        var hasPoints = outputs.Count == 3 * levels;
        for (var l = 0; l < levels; l++)
        {
            var stride = card.Levels[l].Stride;
            var columns = PriorDecoder.Cells(inputWidth, stride);
            var anchors = columns * PriorDecoder.Cells(inputHeight, stride) * card.AnchorsPerCell;
            ReadOnlySpan<float> scores = outputs[l], distances = outputs[levels + l], points = hasPoints ? outputs[(2 * levels) + l] : [];
            if (scores.Length != anchors || distances.Length != anchors * 4 || (hasPoints && points.Length != anchors * PointFloats))
                throw new InvalidDataException($"The detector gave {scores.Length} boxes at stride {stride} where {anchors} were expected.");

            for (var anchor = 0; anchor < anchors; anchor++)
            {
                var score = scores[anchor];
                if (!(score >= minimumScore))
                    continue;
                var cell = anchor / card.AnchorsPerCell;
                int column = cell % columns, row = cell / columns;
                var unit = stride / scale;
                var d = distances.Slice(anchor * 4, 4);
                into.Add(new Detection((column - d[0]) * unit, (row - d[1]) * unit, (d[0] + d[2]) * unit, (d[1] + d[3]) * unit, score)
                {
                    Points = hasPoints ? FivePoints.Read(points.Slice(anchor * PointFloats, PointFloats), column, row, unit) : null,
                });
            }
        }
    }
}
