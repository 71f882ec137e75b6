using System.Runtime.Intrinsics.X86;

namespace Lfr.Inference.Galleries.Internals;

/// <summary>
/// Inner products of probes with the rows of one panel of a <see cref="TemplateBlock"/>. One implementation per instruction set; the scalar one is
/// the oracle that the others are tested against.
/// </summary>
/// <remarks>
/// Every kernel, alone and for eight, computes a score in the same way: <c>sum = fma(probe[i], row[i], sum)</c> for i from 0 upwards, each step
/// rounded once. The scores are therefore the same to the bit whichever kernel, batch or thread computed them. Each differs from the exact inner
/// product of two vectors of length 1 by at most dimension · 2⁻²⁴ (3.1e-5 at 512).
/// </remarks>
internal sealed unsafe partial class DotKernel
{
    /// <summary>Environment variable that forces a kernel by name, for tests and for finding faults.</summary>
    public const string Variable = "LFR_GALLERY_KERNEL";

    /// <summary>Probes that <see cref="RunEight"/> takes.</summary>
    public const int Eight = 8;

    private const int PanelRows = TemplateBlock.PanelRows;

    private readonly delegate*<float*, float*, int, float*, void> _run;

    private readonly delegate*<float*, float*, int, float*, float*, int, void> _runEight;

    private DotKernel(
        string name,
        bool isSupported,
        delegate*<float*, float*, int, float*, void> run,
        delegate*<float*, float*, int, float*, float*, int, void> runEight)
    {
        Name = name;
        IsSupported = isSupported;
        _run = run;
        _runEight = runEight;
    }

    /// <summary>All kernels, the fastest first.</summary>
    public static IReadOnlyList<DotKernel> All { get; } =
    [
        new("avx512", Avx512F.IsSupported, &Avx512, &Avx512Eight),
        new("avx2", Avx2.IsSupported && Fma.IsSupported, &Avx, &AvxEight),
        new("scalar", true, &Scalar, &ScalarEight),
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

    /// <summary>Writes the inner product of the probe with each row of the panel.</summary>
    /// <param name="probe">length floats.</param>
    /// <param name="panel">length × 64 floats as <see cref="TemplateBlock"/> lays them out, 64-byte aligned.</param>
    /// <param name="length">Floats of one template, 0 or more.</param>
    /// <param name="scores">Receives 64 floats.</param>
    public void Run(float* probe, float* panel, int length, float* scores) => _run(probe, panel, length, scores);

    /// <summary>As <see cref="Run"/> for eight probes: the panel is read once for all of them.</summary>
    /// <param name="probes">length × 8 floats: the first numbers of all eight, then all the second ones, and so on.</param>
    /// <param name="panel">As for <see cref="Run"/>.</param>
    /// <param name="length">As for <see cref="Run"/>.</param>
    /// <param name="scores">Receives 8 × 64 floats, the first probe's first.</param>
    /// <param name="ahead">
    /// Where to begin to bring memory into the cache meanwhile: eight probes keep the multipliers busy for longer than the processor looks ahead by
    /// itself. Never read, so it may lie behind the end.
    /// </param>
    /// <param name="pace">How fast: 2 × length × pace floats are brought by this call. At most 32, which is a whole panel.</param>
    public void RunEight(float* probes, float* panel, int length, float* scores, float* ahead, int pace) =>
        _runEight(probes, panel, length, scores, ahead, pace);

    private static void Scalar(float* probe, float* panel, int length, float* scores) => Scalar(probe, 1, panel, length, scores);

    private static void ScalarEight(float* probes, float* panel, int length, float* scores, float* ahead, int pace)
    {
        for (var probe = 0; probe < Eight; probe++)
            Scalar(probes + probe, Eight, panel, length, scores + (probe * PanelRows));
    }

    private static void Scalar(float* probe, int apart, float* panel, int length, float* scores)
    {
        for (var row = 0; row < PanelRows; row++)
        {
            var sum = 0f;
            for (var i = 0; i < length; i++)
                sum = MathF.FusedMultiplyAdd(probe[(nint)i * apart], panel[((nint)i * PanelRows) + row], sum);
            scores[row] = sum;
        }
    }
}
