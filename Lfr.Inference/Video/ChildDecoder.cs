using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace Lfr.Inference.Video;

/// <summary>
/// A decoder in a process of its own, so that a hostile stream or a crash cannot take the engine down. What it says on its error output is kept
/// to a bounded tail; disposing kills it and everything it started.
/// </summary>
internal sealed class ChildDecoder : IAsyncDisposable
{
    private const int ErrorTail = 4000;
    private readonly Process process;
    private readonly Task<string> errors;

    private ChildDecoder(Process process)
    {
        this.process = process;
        process.StandardInput.Close();
        errors = ReadTailAsync(process.StandardError);
    }

    public Stream Output => process.StandardOutput.BaseStream;

    public int Id => process.Id;

    /// <exception cref="VideoException">The program is not installed.</exception>
    public static ChildDecoder Start(string program, IEnumerable<string> arguments)
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
        try
        {
            return new ChildDecoder(Process.Start(start) ?? throw new VideoException($"{program} did not start."));
        }
        catch (Win32Exception e)
        {
            throw new VideoException(NotFound(program), e);
        }
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

    /// <summary>Waits for the end and returns the last lines of the error output.</summary>
    public async Task<string> EndAsync(CancellationToken cancellationToken)
    {
        await process.WaitForExitAsync(cancellationToken);
        return await errors.WaitAsync(cancellationToken);
    }

    public int ExitCode => process.ExitCode;

    public async ValueTask DisposeAsync()
    {
        Kill();
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
    }

    private static async Task<string> ReadTailAsync(StreamReader reader)
    {
        var tail = new StringBuilder();
        var buffer = new char[1024];
        while (true)
        {
            int read;
            try
            {
                read = await reader.ReadAsync(buffer);
            }
            catch (Exception e) when (e is IOException or ObjectDisposedException)
            {
                return tail.ToString();
            }

            if (read == 0)
                return tail.ToString();
            tail.Append(buffer, 0, read);
            if (tail.Length > ErrorTail)
                tail.Remove(0, tail.Length - ErrorTail);
        }
    }
}
