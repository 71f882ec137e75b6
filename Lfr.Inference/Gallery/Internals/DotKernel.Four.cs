using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lfr.Inference.Galleries.Internals;

/// <content>Four probes at a time.</content>
internal sealed unsafe partial class DotKernel
{
    private static void ScalarFour(float* probes, float* rows, int count, int length, float* scores)
    {
        for (var probe = 0; probe < 4; probe++)
            Scalar(probes + ((nint)probe * length), rows, count, length, scores + ((nint)probe * count));
    }

    private static void AvxFour(float* probes, float* rows, int count, int length, float* scores)
    {
        var p1 = probes + length;
        var p2 = p1 + length;
        var p3 = p2 + length;
        for (var row = 0; row < count; row++, rows += length)
        {
            var s0 = Vector256<float>.Zero;
            var s1 = Vector256<float>.Zero;
            var s2 = Vector256<float>.Zero;
            var s3 = Vector256<float>.Zero;
            for (var i = 0; i < length; i += 8)
            {
                var r = Vector256.Load(rows + i);
                s0 = Fma.MultiplyAdd(r, Vector256.Load(probes + i), s0);
                s1 = Fma.MultiplyAdd(r, Vector256.Load(p1 + i), s1);
                s2 = Fma.MultiplyAdd(r, Vector256.Load(p2 + i), s2);
                s3 = Fma.MultiplyAdd(r, Vector256.Load(p3 + i), s3);
            }

            scores[row] = Vector256.Sum(s0);
            scores[count + row] = Vector256.Sum(s1);
            scores[(2 * (nint)count) + row] = Vector256.Sum(s2);
            scores[(3 * (nint)count) + row] = Vector256.Sum(s3);
        }
    }

    private static void Avx512Four(float* probes, float* rows, int count, int length, float* scores)
    {
        var p1 = probes + length;
        var p2 = p1 + length;
        var p3 = p2 + length;
        nint second = count, third = 2 * (nint)count, fourth = 3 * (nint)count;
        var row = 0;

        // Two rows by four probes: eight sums under way, six loads for eight multiplications.
        for (; row <= count - 2; row += 2, rows += 2 * (nint)length)
        {
            var next = rows + length;
            var a0 = Vector512<float>.Zero;
            var a1 = Vector512<float>.Zero;
            var a2 = Vector512<float>.Zero;
            var a3 = Vector512<float>.Zero;
            var b0 = Vector512<float>.Zero;
            var b1 = Vector512<float>.Zero;
            var b2 = Vector512<float>.Zero;
            var b3 = Vector512<float>.Zero;
            for (var i = 0; i < length; i += Granularity)
            {
                var a = Vector512.Load(rows + i);
                var b = Vector512.Load(next + i);
                var p = Vector512.Load(probes + i);
                a0 = Avx512F.FusedMultiplyAdd(a, p, a0);
                b0 = Avx512F.FusedMultiplyAdd(b, p, b0);
                p = Vector512.Load(p1 + i);
                a1 = Avx512F.FusedMultiplyAdd(a, p, a1);
                b1 = Avx512F.FusedMultiplyAdd(b, p, b1);
                p = Vector512.Load(p2 + i);
                a2 = Avx512F.FusedMultiplyAdd(a, p, a2);
                b2 = Avx512F.FusedMultiplyAdd(b, p, b2);
                p = Vector512.Load(p3 + i);
                a3 = Avx512F.FusedMultiplyAdd(a, p, a3);
                b3 = Avx512F.FusedMultiplyAdd(b, p, b3);
            }

            scores[row] = Vector512.Sum(a0);
            scores[row + 1] = Vector512.Sum(b0);
            scores[second + row] = Vector512.Sum(a1);
            scores[second + row + 1] = Vector512.Sum(b1);
            scores[third + row] = Vector512.Sum(a2);
            scores[third + row + 1] = Vector512.Sum(b2);
            scores[fourth + row] = Vector512.Sum(a3);
            scores[fourth + row + 1] = Vector512.Sum(b3);
        }

        for (; row < count; row++, rows += length)
        {
            Avx512(probes, rows, 1, length, scores + row);
            Avx512(p1, rows, 1, length, scores + second + row);
            Avx512(p2, rows, 1, length, scores + third + row);
            Avx512(p3, rows, 1, length, scores + fourth + row);
        }
    }
}
