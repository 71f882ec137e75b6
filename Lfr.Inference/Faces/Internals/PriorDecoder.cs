using System.Runtime.InteropServices;
using Lfr.Inference.Models;

namespace Lfr.Inference.Faces.Internals;

/// <summary>Reads a detector that gives, for fixed prior boxes on a grid, a score and offsets (SSD), and keeps the best of overlapping boxes.</summary>
internal static class PriorDecoder
{
    /// <summary>Number of prior boxes for an input size.</summary>
    public static int Count(DetectorCard card, int inputWidth, int inputHeight)
    {
        var count = 0;

        // By index: enumerating an interface would allocate, once per frame and pass.
        for (var l = 0; l < card.Levels.Count; l++)
            count += Cells(inputWidth, card.Levels[l].Stride) * Cells(inputHeight, card.Levels[l].Stride) * card.Levels[l].Boxes.Count;
        return count;
    }

    /// <summary>Adds every box whose score reaches <paramref name="minimumScore"/>, in pixels of the picture.</summary>
    /// <param name="card">Levels and variances.</param>
    /// <param name="inputWidth">Network pixels.</param>
    /// <param name="inputHeight">Network pixels.</param>
    /// <param name="scores">Two per prior: background, face.</param>
    /// <param name="offsets">Four per prior: centre x, centre y, width, height.</param>
    /// <param name="scale">Network pixels per pixel of the picture.</param>
    /// <param name="minimumScore">0–1.</param>
    /// <param name="into">Added to.</param>
    /// <exception cref="InvalidDataException">The model gave another number of priors.</exception>
    public static void Decode(
        DetectorCard card,
        int inputWidth,
        int inputHeight,
        ReadOnlySpan<float> scores,
        ReadOnlySpan<float> offsets,
        float scale,
        float minimumScore,
        List<Detection> into)
    {
        var priors = Count(card, inputWidth, inputHeight);
        if (scores.Length != priors * 2 || offsets.Length != priors * 4)
            throw new InvalidDataException($"The detector gave {scores.Length / 2} boxes where {priors} were expected.");

        var prior = 0;
        for (var l = 0; l < card.Levels.Count; l++)
        {
            var level = card.Levels[l];
            var columns = Cells(inputWidth, level.Stride);
            var rows = Cells(inputHeight, level.Stride);
            for (var cell = 0; cell < rows * columns; cell++)
            {
                for (var b = 0; b < level.Boxes.Count; b++, prior++)
                {
                    var score = scores[(prior * 2) + 1];
                    if (!(score >= minimumScore))
                        continue;
                    float side = level.Boxes[b];
                    var o = offsets.Slice(prior * 4, 4);
                    var centreX = (((cell % columns) + 0.5f) * level.Stride) + (o[0] * card.CentreVariance * side);
                    var centreY = (((cell / columns) + 0.5f) * level.Stride) + (o[1] * card.CentreVariance * side);
                    var width = MathF.Exp(o[2] * card.SizeVariance) * side;
                    var height = MathF.Exp(o[3] * card.SizeVariance) * side;
                    into.Add(new Detection(
                        (centreX - (width / 2)) / scale,
                        (centreY - (height / 2)) / scale,
                        width / scale,
                        height / scale,
                        score));
                }
            }
        }
    }

    /// <summary>Sorts by score, the surest first, and drops every box that overlaps a surer one by more than <paramref name="limit"/>.</summary>
    public static void KeepBest(List<Detection> boxes, float limit)
    {
        var all = CollectionsMarshal.AsSpan(boxes);
        all.Sort(static (a, b) => b.Score.CompareTo(a.Score));
        var kept = 0;
        foreach (var candidate in all)
        {
            var covered = false;
            for (var k = 0; k < kept && !covered; k++)
                covered = candidate.Overlap(all[k]) > limit;
            if (!covered)
                all[kept++] = candidate;
        }

        CollectionsMarshal.SetCount(boxes, kept);
    }

    /// <summary>Cells of a level along a side.</summary>
    public static int Cells(int size, int stride) => (size + stride - 1) / stride;
}
