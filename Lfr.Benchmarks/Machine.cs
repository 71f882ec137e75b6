using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Lfr.Benchmarks;

/// <summary>Names the machine that gave the numbers.</summary>
public static class Machine
{
    /// <summary>Processor, family and model, cores, widest vectors, memory and runtime.</summary>
    public static string Describe() =>
        $"{Processor()}, {Environment.ProcessorCount} cores, {(Avx512F.IsSupported ? "AVX-512" : Avx2.IsSupported ? "AVX2" : "no AVX2")}, "
        + $"{GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 30} GiB, {RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSDescription}";

    /// <summary>
    /// Name of the processor as a file name, such as <c>amd-epyc-family-25-model-1</c>. Family and model are part of it: processors of one name differ by half in speed, and the results of one would
    /// replace those of the other.
    /// </summary>
    public static string FileName() =>
        string.Join('-', Processor().ToLowerInvariant().Split([' ', '(', ')', '@', '/', ','], StringSplitOptions.RemoveEmptyEntries));

    private static string Processor() => $"{Info("model name")} (family {Info("cpu family")}, model {Info("model")})";

    private static string Info(string key)
    {
        const string file = "/proc/cpuinfo";
        var line = File.Exists(file) ? File.ReadLines(file).FirstOrDefault(l => l.Split(':')[0].Trim() == key) : null;
        return line is null ? RuntimeInformation.ProcessArchitecture.ToString() : line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
    }
}
