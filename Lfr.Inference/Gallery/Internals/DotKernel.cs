using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Lfr.Inference.Galleries.Internals;

/// <summary>
/// Inner products of one probe with consecutive rows. One implementation per instruction set; the scalar one is the oracle that the others are
/// tested against.
/// </summary>
internal sealed unsafe partial class DotKernel
{
    /// <summary>Environment variable that forces a kernel by name, for tests and for finding faults.</summary>
    public const string Variable = "LFR_GALLERY_KERNEL";

    /// <summary>Lengths are a multiple of this: one vector of the widest kernel.</summary>
    public const int Granularity = 16;

    private readonly delegate*<float*, float*, int, int, float*, void> _run;

    private readonly delegate*<float*, float*, int, int, float*, void> _runFour;

    private DotKernel(
        string name,
        bool isSupported,
        delegate*<float*, float*, int, int, float*, void> run,
        delegate*<float*, float*, int, int, float*, void> runFour)
    {
        Name = name;
        IsSupported = isSupported;
        _run = run;
        _runFour = runFour;
    }

    /// <summary>All kernels, the fastest first.</summary>
    public static IReadOnlyList<DotKernel> All { get; } =
    [
        new("avx512", Avx512F.IsSupported, &Avx512, &Avx512Four),
        new("avx2", Avx2.IsSupported && Fma.IsSupported, &Avx, &AvxFour),
        new("scalar", true, &Scalar, &ScalarFour),
    ];

    /// <summary><c>avx512</c>, <c>avx2</c> or <c>scalar</c>.</summary>
    public string Name { get; }

    /// <summary>Whether this machine can run it.</summary>
    public bool IsSupported { get; }

    /// <summary>The fastest kernel of this machine, or the one that <see cref="Variable"/> names.</summary>
    /// <exception cref="InvalidOperationException">The variable names a kernel that does not exist or that this machine cannot run.</exception>
    public static DotKernel Choose()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } name)
            return All.First(kernel => kernel.IsSupported);
        return All.FirstOrDefault(kernel => kernel.Name == name && kernel.IsSupported)
            ?? throw new InvalidOperationException($"{Variable} is '{name}', but this machine runs only: {string.Join(", ", All.Where(k => k.IsSupported).Select(k => k.Name))}.");
    }

    /// <summary>Writes the inner product of the probe with each row.</summary>
    /// <param name="probe">length floats.</param>
    /// <param name="rows">count × length floats, 64-byte aligned.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="length">A multiple of <see cref="Granularity"/>.</param>
    /// <param name="scores">Receives count floats.</param>
    public void Run(float* probe, float* rows, int count, int length, float* scores) => _run(probe, rows, count, length, scores);

    /// <summary>As <see cref="Run"/> for four probes that lie one after the other: each row is read from memory once for all of them.</summary>
    /// <param name="probes">4 × length floats.</param>
    /// <param name="rows">count × length floats, 64-byte aligned.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="length">A multiple of <see cref="Granularity"/>.</param>
    /// <param name="scores">Receives 4 × count floats, the first probe's first.</param>
    public void RunFour(float* probes, float* rows, int count, int length, float* scores) => _runFour(probes, rows, count, length, scores);

    private static void Scalar(float* probe, float* rows, int count, int length, float* scores)
    {
        for (var row = 0; row < count; row++, rows += length)
        {
            var sum = 0f;
            for (var i = 0; i < length; i++)
                sum += probe[i] * rows[i];
            scores[row] = sum;
        }
    }

    private static void Avx(float* probe, float* rows, int count, int length, float* scores)
    {
        for (var row = 0; row < count; row++, rows += length)
        {
            var a = Vector256<float>.Zero;
            var b = Vector256<float>.Zero;
            for (var i = 0; i < length; i += Granularity)
            {
                a = Fma.MultiplyAdd(Vector256.Load(probe + i), Vector256.Load(rows + i), a);
                b = Fma.MultiplyAdd(Vector256.Load(probe + i + 8), Vector256.Load(rows + i + 8), b);
            }

            scores[row] = Vector256.Sum(a + b);
        }
    }

    private static void Avx512(float* probe, float* rows, int count, int length, float* scores)
    {
        var row = 0;

        // Four rows at a time share the loads of the probe and keep enough sums under way to hide the multiplier's latency.
        for (; row <= count - 4; row += 4, rows += 4 * (nint)length)
        {
            var r1 = rows + length;
            var r2 = r1 + length;
            var r3 = r2 + length;
            var s0 = Vector512<float>.Zero;
            var s1 = Vector512<float>.Zero;
            var s2 = Vector512<float>.Zero;
            var s3 = Vector512<float>.Zero;
            for (var i = 0; i < length; i += Granularity)
            {
                var p = Vector512.Load(probe + i);
                s0 = Avx512F.FusedMultiplyAdd(p, Vector512.Load(rows + i), s0);
                s1 = Avx512F.FusedMultiplyAdd(p, Vector512.Load(r1 + i), s1);
                s2 = Avx512F.FusedMultiplyAdd(p, Vector512.Load(r2 + i), s2);
                s3 = Avx512F.FusedMultiplyAdd(p, Vector512.Load(r3 + i), s3);
            }

            scores[row] = Vector512.Sum(s0);
            scores[row + 1] = Vector512.Sum(s1);
            scores[row + 2] = Vector512.Sum(s2);
            scores[row + 3] = Vector512.Sum(s3);
        }

        for (; row < count; row++, rows += length)
        {
            var sum = Vector512<float>.Zero;
            for (var i = 0; i < length; i += Granularity)
                sum = Avx512F.FusedMultiplyAdd(Vector512.Load(probe + i), Vector512.Load(rows + i), sum);
            scores[row] = Vector512.Sum(sum);
        }
    }
}
