using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lfr.Inference.Galleries.Internals;

/// <content>Eight rows in a vector.</content>
internal sealed unsafe partial class DotKernel
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Avx(float* probe, float* panel, int length, float* scores)
    {
        var s0 = Vector256<float>.Zero;
        var s1 = Vector256<float>.Zero;
        var s2 = Vector256<float>.Zero;
        var s3 = Vector256<float>.Zero;
        var s4 = Vector256<float>.Zero;
        var s5 = Vector256<float>.Zero;
        var s6 = Vector256<float>.Zero;
        var s7 = Vector256<float>.Zero;
        for (var end = probe + length; probe < end; probe++, panel += PanelRows)
        {
            var p = Vector256.Create(*probe);
            s0 = Fma.MultiplyAdd(Vector256.Load(panel), p, s0);
            s1 = Fma.MultiplyAdd(Vector256.Load(panel + 8), p, s1);
            s2 = Fma.MultiplyAdd(Vector256.Load(panel + 16), p, s2);
            s3 = Fma.MultiplyAdd(Vector256.Load(panel + 24), p, s3);
            s4 = Fma.MultiplyAdd(Vector256.Load(panel + 32), p, s4);
            s5 = Fma.MultiplyAdd(Vector256.Load(panel + 40), p, s5);
            s6 = Fma.MultiplyAdd(Vector256.Load(panel + 48), p, s6);
            s7 = Fma.MultiplyAdd(Vector256.Load(panel + 56), p, s7);
        }

        s0.Store(scores);
        s1.Store(scores + 8);
        s2.Store(scores + 16);
        s3.Store(scores + 24);
        s4.Store(scores + 32);
        s5.Store(scores + 40);
        s6.Store(scores + 48);
        s7.Store(scores + 56);
    }

    private static void AvxEight(float* probes, float* panel, int length, float* scores, float* ahead, int pace)
    {
        for (var row = 0; row < PanelRows; row += 16)
        {
            // The two halves of the probes share what is brought from memory: the first asks for it.
            AvxFour(probes, panel + row, length, scores + row, ahead, pace / 2);
            AvxFour(probes + 4, panel + row, length, scores + (4 * PanelRows) + row, ahead, 0);
            ahead += (nint)length * (pace / 2);
        }
    }

    /// <summary>Four of eight probes by 16 rows: eight sums under way, as many as sixteen registers allow with what is loaded beside them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AvxFour(float* probes, float* panel, int length, float* scores, float* ahead, int pace)
    {
        var a0 = Vector256<float>.Zero;
        var b0 = Vector256<float>.Zero;
        var a1 = Vector256<float>.Zero;
        var b1 = Vector256<float>.Zero;
        var a2 = Vector256<float>.Zero;
        var b2 = Vector256<float>.Zero;
        var a3 = Vector256<float>.Zero;
        var b3 = Vector256<float>.Zero;
        for (var i = 0; i < length; i++, probes += Eight, panel += PanelRows, ahead += pace)
        {
            Sse.Prefetch1(ahead);
            var a = Vector256.Load(panel);
            var b = Vector256.Load(panel + 8);
            var p = Vector256.Create(*probes);
            a0 = Fma.MultiplyAdd(a, p, a0);
            b0 = Fma.MultiplyAdd(b, p, b0);
            p = Vector256.Create(probes[1]);
            a1 = Fma.MultiplyAdd(a, p, a1);
            b1 = Fma.MultiplyAdd(b, p, b1);
            p = Vector256.Create(probes[2]);
            a2 = Fma.MultiplyAdd(a, p, a2);
            b2 = Fma.MultiplyAdd(b, p, b2);
            p = Vector256.Create(probes[3]);
            a3 = Fma.MultiplyAdd(a, p, a3);
            b3 = Fma.MultiplyAdd(b, p, b3);
        }

        a0.Store(scores);
        b0.Store(scores + 8);
        a1.Store(scores + PanelRows);
        b1.Store(scores + PanelRows + 8);
        a2.Store(scores + (2 * PanelRows));
        b2.Store(scores + (2 * PanelRows) + 8);
        a3.Store(scores + (3 * PanelRows));
        b3.Store(scores + (3 * PanelRows) + 8);
    }
}
