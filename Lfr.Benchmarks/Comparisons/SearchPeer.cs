using System.Diagnostics;
using System.Globalization;

namespace Lfr.Benchmarks.Comparisons;

/// <summary>FAISS in a Python process of its own, which times its own work; <c>Peers/faiss_flat_ip.py</c> says what it is told and answers.</summary>
public sealed class SearchPeer : IDisposable
{
    private readonly Process _process;

    private SearchPeer(Process process, string name)
    {
        _process = process;
        Name = name;
    }

    /// <summary>Version of FAISS, and the BLAS it multiplies with.</summary>
    public string Name { get; }

    /// <summary>Starts it on files of float32 rows.</summary>
    /// <returns>It, or a sentence that says why it is not there.</returns>
    public static (SearchPeer? Peer, string Problem) Start(string matrix, string probes, int dimension, int threads)
    {
        // Debian's Python first: it is the one that Debian's package of FAISS belongs to.
        var start = new ProcessStartInfo(File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var argument in new[] { Path.Combine(AppContext.BaseDirectory, "Peers", "faiss_flat_ip.py"), matrix, probes })
            start.ArgumentList.Add(argument);
        start.ArgumentList.Add(dimension.ToString(CultureInfo.InvariantCulture));
        start.ArgumentList.Add(threads.ToString(CultureInfo.InvariantCulture));
        // A BLAS that is pinned to an old kernel would be beaten too easily. It is told how many threads to use while it runs.
        foreach (var pin in start.Environment.Keys.Where(key => key.StartsWith("OPENBLAS_", StringComparison.Ordinal) || key.StartsWith("OMP_", StringComparison.Ordinal)).ToArray())
            start.Environment.Remove(pin);
        start.Environment["OMP_NUM_THREADS"] = "1";
        try
        {
            var process = Process.Start(start)!;
            var line = process.StandardOutput.ReadLine() ?? "missing";
            if (line.StartsWith("ready ", StringComparison.Ordinal))
                return (new SearchPeer(process, line["ready ".Length..]), "");
            process.Dispose();
            return (null, "FAISS is not on this machine (Debian: python3-faiss and libopenblas0-pthread).");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return (null, "Python is not on this machine, so neither is FAISS.");
        }
    }

    /// <summary>The best row for each probe.</summary>
    public int[] Best(int rows, int probes) => [.. Ask($"best {rows} {probes}").Split(' ').Select(id => int.Parse(id, CultureInfo.InvariantCulture))];

    /// <summary>Lets it find its fastest setting for this work, and names it.</summary>
    public string Tune(int rows, int probes) => Ask($"tune {rows} {probes}");

    /// <summary>Seconds of one search with that setting.</summary>
    public double Time(int rows, int probes, int repeats) => double.Parse(Ask($"time {rows} {probes} {repeats}"), CultureInfo.InvariantCulture);

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private string Ask(FormattableString line)
    {
        _process.StandardInput.WriteLine(line.ToString(CultureInfo.InvariantCulture));
        return _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("FAISS ended before its time; its complaint is above.");
    }
}
