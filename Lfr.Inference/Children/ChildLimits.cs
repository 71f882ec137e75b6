using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Lfr.Inference.Children;

/// <summary>
/// What a child process may use of the machine. Set by <c>prlimit(2)</c> as soon as the program is there: milliseconds later, more on a busy machine;
/// until then, and other than on Linux, the decoder's own limits (pixels, allocation, threads) stand alone. Priority stays as it is: a decoder that
/// falls behind the analysis would fill its buffers with the past.
/// </summary>
/// <param name="Memory">Bytes of private, writable memory (RLIMIT_DATA, which unlike RLIMIT_AS does not count what is merely reserved).</param>
/// <param name="ProcessorTime">Processor time until it is killed; <see langword="null"/> for a decoder that runs for hours.</param>
internal sealed partial record ChildLimits(long Memory, TimeSpan? ProcessorTime)
{
    /// <summary>The highest picture a decoder takes: 8192 × 4320 pixels.</summary>
    public const long MostPixels = 8192L * 4320;

    /// <summary>The largest single allocation of a decoder: one picture of <see cref="MostPixels"/> with eight bytes a pixel.</summary>
    public const long LargestAllocation = MostPixels * 8;

    private const int ProcessorTimeSeconds = 0;
    private const int FileBytes = 1;
    private const int DataBytes = 2;
    private const int CoreBytes = 4;

    /// <summary>Seconds between SIGXCPU, whose exit code tells the cause, and SIGKILL for a program that does not heed it.</summary>
    private const ulong Grace = 2;

    /// <summary>For asking what a source is.</summary>
    public static ChildLimits Probe { get; } = new(1L << 30, TimeSpan.FromSeconds(20));

    /// <summary>For decoding it.</summary>
    public static ChildLimits Decode { get; } = new(1536L << 20, null);

    /// <summary>
    /// For looking at one still picture. The largest that is taken, 40 million pixels, needs 160 MB, a progressive JPEG of that size 240 MB more for its coefficients.
    /// </summary>
    public static ChildLimits Picture { get; } = new(640L << 20, TimeSpan.FromSeconds(20)) { WritesNoFile = true };

    /// <summary>Whether it may write nothing but to its pipes.</summary>
    public bool WritesNoFile { get; init; }

    /// <summary>Sets the limits, and that no memory of the process is ever written to a core file.</summary>
    /// <exception cref="Win32Exception">The system refused.</exception>
    public void Apply(int processId)
    {
        if (!OperatingSystem.IsLinux() || !Environment.Is64BitProcess)
            return;
        Set(processId, CoreBytes, 0);
        Set(processId, DataBytes, (ulong)Memory);
        if (WritesNoFile)
            Set(processId, FileBytes, 0);
        if (ProcessorTime is { } most)
            Set(processId, ProcessorTimeSeconds, (ulong)Math.Ceiling(most.TotalSeconds), Grace);
    }

    private static unsafe void Set(int processId, int resource, ulong value, ulong grace = 0)
    {
        var limit = new Limit(value, value + grace);
        if (PrLimit(processId, resource, &limit, null) != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError());
    }

    [LibraryImport("libc", EntryPoint = "prlimit", SetLastError = true)]
    private static unsafe partial int PrLimit(int processId, int resource, Limit* now, Limit* before);

    [StructLayout(LayoutKind.Sequential)]
    private readonly struct Limit(ulong soft, ulong hard)
    {
        public readonly ulong Soft = soft;
        public readonly ulong Hard = hard;
    }
}
