using System.ComponentModel;
using System.Diagnostics;
using Lfr.Inference.Children;

namespace Lfr.Inference.Video;

/// <summary>
/// A decoder in a process of its own with limits of its own, so that a hostile stream or a crash cannot take the engine down. Of what it says on
/// its error output a bounded tail is kept; disposing kills it and everything it started.
/// </summary>
internal sealed class ChildDecoder : IAsyncDisposable
{
    /// <summary>What would make a decoder write its command line, with a camera's password, to a file, or go through a machine nobody named.</summary>
    private static readonly string[] Withheld = ["FFREPORT", "http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"];

    private readonly Process process;

    private ChildDecoder(Process process)
    {
        this.process = process;
        process.StandardInput.Close();
        Output = process.StandardOutput.BaseStream;
        Words = new DecoderMessages(process.StandardError.BaseStream);
    }

    /// <summary>What it decodes.</summary>
    public Stream Output { get; }

    /// <summary>What it says.</summary>
    public DecoderMessages Words { get; }

    public int Id => process.Id;

    public int ExitCode => process.ExitCode;

    /// <exception cref="VideoException">The program is not installed.</exception>
    public static ChildDecoder Start(string program, IEnumerable<string> arguments, ChildLimits limits)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        foreach (var name in Withheld)
            start.Environment.Remove(name);
        Process child;
        try
        {
            child = Process.Start(start) ?? throw new VideoException($"{program} did not start.");
        }
        catch (Win32Exception e)
        {
            throw new VideoException(NotFound(program), e);
        }

        try
        {
            limits.Apply(child.Id);
        }
        catch (Win32Exception) when (child.HasExited)
        {
            // It was gone before it could be limited; its error output says why.
            Debug.WriteLine("The decoder ended at once.");
        }
        catch (Win32Exception e)
        {
            child.Kill();
            child.Dispose();
            throw new VideoException($"{program} could not be limited in what it may use of this machine, so it was not run.", e);
        }

        return new ChildDecoder(child);
    }

    /// <summary>Says which of the two programs this machine lacks; <see langword="null"/> when both are there.</summary>
    public static string? Missing()
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        foreach (var program in (string[])["ffmpeg", "ffprobe"])
        {
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, program + suffix))))
                return NotFound(program);
        }

        return null;
    }

    private static string NotFound(string program) => $"{program} was not found. Install ffmpeg (with ffprobe) on this machine, then try again.";

    /// <summary>Kills the process tree at once; a pending read of <see cref="Output"/> then ends.</summary>
    public void Kill()
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself in the meantime, which is what was wanted.
            Debug.WriteLine(e.Message);
        }
    }

    /// <summary>Waits for the end.</summary>
    /// <returns>The last lines of the error output.</returns>
    public async Task<string> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        await Words.Reading.WaitAsync(cancellationToken);
        return Words.Complaints;
    }

    /// <summary>As <see cref="EndAsync"/>, on a thread that may block. The output has ended, so the end is near.</summary>
    public void WaitForEnd()
    {
        process.WaitForExit();
        Words.BlockUntilClosed();
    }

    public async ValueTask DisposeAsync()
    {
        Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        await Words.Reading;
        process.Dispose();
    }
}
