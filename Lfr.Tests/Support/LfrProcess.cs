using System.Diagnostics;
using System.Globalization;

namespace Lfr.Tests.Support;

/// <summary>What a finished process said.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record Finished(int ExitCode, string Output, string Error);

/// <summary>Runs the built program as people do: as a process of its own.</summary>
public static class LfrProcess
{
    /// <summary>The program beside the tests.</summary>
    public static string Program { get; } = Path.Combine(AppContext.BaseDirectory, "Lfr.Web.dll");

    /// <summary>Starts <c>dotnet</c> with <paramref name="arguments"/> in <paramref name="workingFolder"/>.</summary>
    public static Process Start(string workingFolder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = workingFolder,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        return Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
    }

    /// <summary>Runs to the end.</summary>
    public static Task<Finished> RunAsync(string workingFolder, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunTypingAsync("", workingFolder, environment, arguments);

    /// <summary>Runs to the end, with <paramref name="typed"/> as standard input.</summary>
    public static async Task<Finished> RunTypingAsync(string typed, string workingFolder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using var process = Start(workingFolder, environment, arguments);
        await process.StandardInput.WriteAsync(typed);
        process.StandardInput.Close();
        var cancellation = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var error = process.StandardError.ReadToEndAsync(cancellation);
        try
        {
            await process.WaitForExitAsync(cancellation).WaitAsync(TimeSpan.FromSeconds(120), cancellation);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }

        return new Finished(process.ExitCode, await output, await error);
    }

    /// <summary>
    /// Whether this process ignores a signal, as one does that a script started in the background with <c>&amp;</c>. Programs that it starts inherit that. Known on Linux only.
    /// </summary>
    /// <param name="signal">Its number, such as 2 for SIGINT.</param>
    public static bool Ignores(int signal)
    {
        const string Mask = "SigIgn:";
        var line = OperatingSystem.IsLinux() ? File.ReadLines("/proc/self/status").FirstOrDefault(l => l.StartsWith(Mask, StringComparison.Ordinal)) : null;
        return line is not null && (ulong.Parse(line.AsSpan(Mask.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1) & 1) == 1;
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}
