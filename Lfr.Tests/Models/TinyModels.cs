using Lfr.Inference.Models;

namespace Lfr.Tests.Models;

/// <summary>Small files with the names, shapes and colour order of well-known models.</summary>
internal static class TinyModels
{
    private static readonly int[] Strides = [8, 16, 32];

    /// <summary>The five points of the ArcFace template, 112 px.</summary>
    public static readonly float[] Template = [38.2946f, 51.6963f, 73.5318f, 51.5014f, 56.0252f, 71.7366f, 41.5493f, 92.3655f, 70.7299f, 92.2041f];

    /// <summary>
    /// A YuNet of any input size. A cell scores as much as it is blue; its box is two cells wide and three high around the middle of the cell, its
    /// five points lie 1, 2 … 5 tenths of a cell to the right of the cell's corner and as much below, each doubled.
    /// </summary>
    public static byte[] Yunet()
    {
        var model = new TinyOnnx().Input("input", 1, 3, -1, -1);
        foreach (var stride in Strides)
        {
            model.Cells("input", $"cls_{stride}", stride, (_, colour) => colour == 0 ? 1 / 255f : 0, [0], 1, batched: true)
                .Cells("input", $"obj_{stride}", stride, (_, colour) => colour == 0 ? 1 / 255f : 0, [0], 1, batched: true)
                .Cells("input", $"bbox_{stride}", stride, (_, _) => 0, [0.5f, 0.5f, MathF.Log(2), MathF.Log(3)], 4, batched: true)
                .Cells("input", $"kps_{stride}", stride, (_, _) => 0, [.. Enumerable.Range(1, 5).SelectMany(i => new[] { i / 10f, i / 5f })], 10, batched: true);
        }

        return model.ToBytes();
    }

    /// <summary>
    /// A SCRFD of any input size, with numbers for names and two anchors a cell: the first scores as much as the cell is red, the second never. The
    /// edges are 1, 2, 3 and 4 cells away from the corner, the points 1 to 5 tenths of a cell.
    /// </summary>
    public static byte[] Scrfd(bool batched, bool points)
    {
        var model = new TinyOnnx().Input("input.1", 1, 3, -1, -1);
        foreach (var (stride, i) in Strides.Select((s, i) => (s, i)))
            model.Cells("input.1", $"{448 + i}", stride, (channel, colour) => channel == 0 && colour == 0 ? 1 : 0, [0, -1], 1, batched);
        foreach (var (stride, i) in Strides.Select((s, i) => (s, i)))
            model.Cells("input.1", $"{451 + i}", stride, (_, _) => 0, [1, 2, 3, 4, 0, 0, 0, 0], 4, batched);
        foreach (var (stride, i) in Strides.Select((s, i) => (s, i)).Where(_ => points))
            model.Cells("input.1", $"{454 + i}", stride, (_, _) => 0, [.. Enumerable.Range(1, 5).SelectMany(n => new[] { n / 10f, n / 5f }), .. new float[10]], 10, batched);
        return model.ToBytes();
    }

    /// <summary>
    /// A YuNet of 640 × 640 that finds one face, always at the same place and with points where an aligned face has them, in every picture that
    /// has a pixel brighter than <paramref name="brighterThan"/>.
    /// </summary>
    public static byte[] FixedYunet(float brighterThan)
    {
        const int side = 640;
        var model = new TinyOnnx().Input("input", 1, 3, side, side);
        var brightest = model.Node("ReduceMax", ["input"], null, ("keepdims", [0], false));
        var above = model.Node("Relu", [model.Node("Sub", [brightest, model.Constant([brighterThan])])]);
        var isBright = model.Node("Min", [above, model.Constant([1])]);
        foreach (var stride in Strides)
        {
            var columns = side / stride;
            var cells = columns * columns;
            float[] score = new float[cells], box = new float[cells * 4], points = new float[cells * 10];
            if (stride == 16)
            {
                // Cell (17, 15): its corner is at 272, 240. The face is 224 px wide and high, its points are the template's, doubled.
                var cell = (15 * columns) + 17;
                score[cell] = 0.9f;
                box[(cell * 4) + 2] = box[(cell * 4) + 3] = MathF.Log(224f / stride);
                for (var i = 0; i < 10; i++)
                    points[(cell * 10) + i] = ((2 * Template[i]) - 112) / stride;
            }

            model.Node("Mul", [model.Constant(score, 1, cells, 1), isBright], $"cls_{stride}");
            model.Node("Mul", [model.Constant(score, 1, cells, 1), isBright], $"obj_{stride}");
            model.Node("Identity", [model.Constant(box, 1, cells, 4)], $"bbox_{stride}");
            model.Node("Identity", [model.Constant(points, 1, cells, 10)], $"kps_{stride}");
            model.Output($"cls_{stride}", 1, cells, 1).Output($"obj_{stride}", 1, cells, 1).Output($"bbox_{stride}", 1, cells, 4).Output($"kps_{stride}", 1, cells, 10);
        }

        return model.ToBytes();
    }

    /// <summary>An embedder: the means of 3 × 8 × 8 squares of its input, 192 numbers.</summary>
    public static byte[] Embedder(string input, bool subtractsInside = false)
    {
        var model = new TinyOnnx().Input(input, 1, 3, 112, 112);
        var from = subtractsInside ? model.Node("Sub", [input, model.Constant([127.5f])]) : input;
        var pooled = model.Node("AveragePool", [from], null, ("kernel_shape", [14, 14], true), ("strides", [14, 14], true));
        model.Node("Flatten", [pooled], "683");
        return model.Output("683", 1, 192).ToBytes();
    }

    /// <summary>An embedder that gives everybody the same template of 512 numbers, of length 1, and two more than the brightest pixel as its length.</summary>
    public static byte[] ConstantEmbedder()
    {
        var model = new TinyOnnx().Input("input", 1, 3, 112, 112);
        model.Node("Identity", [model.Constant([1, .. new float[511]], 1, 512)], "embedding");
        var brightest = model.Node("ReduceMax", ["input"], null, ("keepdims", [0], false));
        model.Node("Reshape", [model.Node("Add", [brightest, model.Constant([2])]), model.Integers(1, 1)], "norm");
        return model.Output("embedding", 1, 512).Output("norm", 1, 1).ToBytes();
    }

    /// <summary>The card that the family proposes for a file.</summary>
    public static ModelCard CardOf(byte[] model, string file, string? template = null) => CardProposal.Make(
        OnnxSignature.Read(model, file), file, ModelStore.Sha256(model), null, template is null ? null : ModelCard.Families.Single(card => card.Id == template));
}
