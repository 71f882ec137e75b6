using Lfr.Inference.Models;

namespace Lfr.Inference.Faces.Internals;

/// <summary>
/// Reads YuNet: every cell of every level gives one box without priors. With <c>c</c> and <c>r</c> the cell's column and row, and <c>s</c> the
/// level's stride, the centre is <c>((c + x)·s, (r + y)·s)</c>, the sides are <c>(eʷ·s, eʰ·s)</c>, a point is <c>((c + x)·s, (r + y)·s)</c>, and the
/// score is <c>√(class · object)</c>, both held within 0–1. Source: W. Wu, H. Peng, S. Yu, “YuNet: a tiny millisecond-level face detector”, 2023.
/// </summary>
internal static class YunetDecoder
{
    private const int PointFloats = 10;

    /// <summary>Shapes of the outputs in the card's order.</summary>
    public static long[][] Shapes(DetectorCard card, int inputWidth, int inputHeight)
    {
        var levels = card.Levels.Count;
        var shapes = new long[4 * levels][];
        for (var l = 0; l < levels; l++)
        {
            var cells = PriorDecoder.Cells(inputWidth, card.Levels[l].Stride) * PriorDecoder.Cells(inputHeight, card.Levels[l].Stride);
            shapes[l] = [1, cells, 1];
            shapes[levels + l] = [1, cells, 1];
            shapes[(2 * levels) + l] = [1, cells, 4];
            shapes[(3 * levels) + l] = [1, cells, PointFloats];
        }

        return shapes;
    }

    /// <summary>Adds every box whose score reaches <paramref name="minimumScore"/>, with its points, in pixels of the picture.</summary>
    /// <param name="card">Levels.</param>
    /// <param name="inputWidth">Network pixels.</param>
    /// <param name="inputHeight">Network pixels.</param>
    /// <param name="outputs">Classes, objects, boxes and points, each finest level first.</param>
    /// <param name="scale">Network pixels per pixel of the picture.</param>
    /// <param name="minimumScore">0–1.</param>
    /// <param name="into">Added to.</param>
    /// <exception cref="InvalidDataException">The model gave tensors of another size.</exception>
    public static void Decode(
        DetectorCard card, int inputWidth, int inputHeight, IReadOnlyList<float[]> outputs, float scale, float minimumScore, List<Detection> into)
    {
        var levels = card.Levels.Count;
        for (var l = 0; l < levels; l++)
        {
            var stride = card.Levels[l].Stride;
            var columns = PriorDecoder.Cells(inputWidth, stride);
            var cells = columns * PriorDecoder.Cells(inputHeight, stride);
            ReadOnlySpan<float> classes = outputs[l], objects = outputs[levels + l], boxes = outputs[(2 * levels) + l], points = outputs[(3 * levels) + l];
            if (classes.Length != cells || objects.Length != cells || boxes.Length != cells * 4 || points.Length != cells * PointFloats)
                throw new InvalidDataException($"The detector gave {classes.Length} boxes at stride {stride} where {cells} were expected.");

            for (var cell = 0; cell < cells; cell++)
            {
                var score = MathF.Sqrt(Math.Clamp(classes[cell], 0, 1) * Math.Clamp(objects[cell], 0, 1));
                if (!(score >= minimumScore))
                    continue;
                int column = cell % columns, row = cell / columns;
                var unit = stride / scale;
                var box = boxes.Slice(cell * 4, 4);
                float width = MathF.Exp(box[2]) * unit, height = MathF.Exp(box[3]) * unit;
                into.Add(new Detection(((column + box[0]) * unit) - (width / 2), ((row + box[1]) * unit) - (height / 2), width, height, score)
                {
                    Points = FivePoints.Read(points.Slice(cell * PointFloats, PointFloats), column, row, unit),
                });
            }
        }
    }
}
