using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lfr.Inference.Galleries.Internals;

/// <content>Sixteen rows in a vector.</content>
internal sealed unsafe partial class DotKernel
{
    // A search must not wait for the compiler to find out that these loops are hot.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Avx512(float* probe, float* panel, int length, float* scores)
    {
        // Four sums are under way: as many as the multiplier's latency needs at the speed at which a cache delivers.
        var s0 = Vector512<float>.Zero;
        var s1 = Vector512<float>.Zero;
        var s2 = Vector512<float>.Zero;
        var s3 = Vector512<float>.Zero;
        for (var end = probe + length; probe < end; probe++, panel += PanelRows)
        {
            var p = Vector512.Create(*probe);
            s0 = Avx512F.FusedMultiplyAdd(Vector512.Load(panel), p, s0);
            s1 = Avx512F.FusedMultiplyAdd(Vector512.Load(panel + 16), p, s1);
            s2 = Avx512F.FusedMultiplyAdd(Vector512.Load(panel + 32), p, s2);
            s3 = Avx512F.FusedMultiplyAdd(Vector512.Load(panel + 48), p, s3);
        }

        s0.Store(scores);
        s1.Store(scores + 16);
        s2.Store(scores + 32);
        s3.Store(scores + 48);
    }

    private static void Avx512Eight(float* probes, float* panel, int length, float* scores, float* ahead, int pace)
    {
        Avx512EightHalf(probes, panel, length, scores, ahead, pace);
        Avx512EightHalf(probes, panel + 32, length, scores + 32, ahead + ((nint)length * pace), pace);
    }

    /// <summary>Eight probes by 32 rows: sixteen sums under way, ten loads for sixteen multiplications.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Avx512EightHalf(float* probes, float* panel, int length, float* scores, float* ahead, int pace)
    {
        var a0 = Vector512<float>.Zero;
        var b0 = Vector512<float>.Zero;
        var a1 = Vector512<float>.Zero;
        var b1 = Vector512<float>.Zero;
        var a2 = Vector512<float>.Zero;
        var b2 = Vector512<float>.Zero;
        var a3 = Vector512<float>.Zero;
        var b3 = Vector512<float>.Zero;
        var a4 = Vector512<float>.Zero;
        var b4 = Vector512<float>.Zero;
        var a5 = Vector512<float>.Zero;
        var b5 = Vector512<float>.Zero;
        var a6 = Vector512<float>.Zero;
        var b6 = Vector512<float>.Zero;
        var a7 = Vector512<float>.Zero;
        var b7 = Vector512<float>.Zero;
        for (var end = probes + ((nint)length * Eight); probes < end; probes += Eight, panel += PanelRows, ahead += pace)
        {
            Sse.Prefetch1(ahead);
            Sse.Prefetch1(ahead + 16);
            var a = Vector512.Load(panel);
            var b = Vector512.Load(panel + 16);
            var p = Vector512.Create(*probes);
            a0 = Avx512F.FusedMultiplyAdd(a, p, a0);
            b0 = Avx512F.FusedMultiplyAdd(b, p, b0);
            p = Vector512.Create(probes[1]);
            a1 = Avx512F.FusedMultiplyAdd(a, p, a1);
            b1 = Avx512F.FusedMultiplyAdd(b, p, b1);
            p = Vector512.Create(probes[2]);
            a2 = Avx512F.FusedMultiplyAdd(a, p, a2);
            b2 = Avx512F.FusedMultiplyAdd(b, p, b2);
            p = Vector512.Create(probes[3]);
            a3 = Avx512F.FusedMultiplyAdd(a, p, a3);
            b3 = Avx512F.FusedMultiplyAdd(b, p, b3);
            p = Vector512.Create(probes[4]);
            a4 = Avx512F.FusedMultiplyAdd(a, p, a4);
            b4 = Avx512F.FusedMultiplyAdd(b, p, b4);
            p = Vector512.Create(probes[5]);
            a5 = Avx512F.FusedMultiplyAdd(a, p, a5);
            b5 = Avx512F.FusedMultiplyAdd(b, p, b5);
            p = Vector512.Create(probes[6]);
            a6 = Avx512F.FusedMultiplyAdd(a, p, a6);
            b6 = Avx512F.FusedMultiplyAdd(b, p, b6);
            p = Vector512.Create(probes[7]);
            a7 = Avx512F.FusedMultiplyAdd(a, p, a7);
            b7 = Avx512F.FusedMultiplyAdd(b, p, b7);
        }

        a0.Store(scores);
        b0.Store(scores + 16);
        a1.Store(scores + PanelRows);
        b1.Store(scores + PanelRows + 16);
        a2.Store(scores + (2 * PanelRows));
        b2.Store(scores + (2 * PanelRows) + 16);
        a3.Store(scores + (3 * PanelRows));
        b3.Store(scores + (3 * PanelRows) + 16);
        a4.Store(scores + (4 * PanelRows));
        b4.Store(scores + (4 * PanelRows) + 16);
        a5.Store(scores + (5 * PanelRows));
        b5.Store(scores + (5 * PanelRows) + 16);
        a6.Store(scores + (6 * PanelRows));
        b6.Store(scores + (6 * PanelRows) + 16);
        a7.Store(scores + (7 * PanelRows));
        b7.Store(scores + (7 * PanelRows) + 16);
    }
}
