using System.Runtime.InteropServices;
using System.Numerics.Tensors;
using Lfr.Inference.Galleries;
using Lfr.Inference.Models;
using Lfr.Shared.Live;

namespace Lfr.Benchmarks;

/// <summary>Lists whose templates nobody resembles.</summary>
public static class RandomList
{
    /// <summary>A gallery of random templates that nobody resembles.</summary>
    public static Gallery Strangers(ModelSet models, int size)
    {
        var rows = new List<GalleryRow>();
        Fill(rows, models, size);
        return Gallery.Load(rows);
    }

    private static void Fill(List<GalleryRow> rows, ModelSet models, int size)
    {
        var random = new Random(19);
        while (rows.Count < size)
            rows.Add(new GalleryRow(Id(rows.Count), Template(random, models.Dimension)));
    }

    /// <summary>One template of length 1.</summary>
    public static byte[] Template(Random random, int dimension)
    {
        var template = new float[dimension];
        for (var i = 0; i < dimension; i++)
            template[i] = random.NextSingle() - 0.5f;
        TensorPrimitives.Divide(template, TensorPrimitives.Norm<float>(template), template);
        return MemoryMarshal.AsBytes(template.AsSpan()).ToArray();
    }

    private static Guid Id(int number) => new(number + 1, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);
}
