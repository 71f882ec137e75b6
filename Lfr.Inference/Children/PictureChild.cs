using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using Lfr.Inference.Faces;

namespace Lfr.Inference.Children;

/// <summary>
/// A process that decodes pictures and can do nothing else: without the environment of its parent, with bounded memory, processor time and output, and killed when it is
/// disposed. Not for two threads at once.
/// </summary>
internal sealed class PictureChild : IDisposable
{
    /// <summary>How long a picture may take, from the start of the child at worst.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly Process process;
    private readonly TimeSpan patience;
    private bool ready;

    private PictureChild(Process process, TimeSpan patience)
    {
        this.process = process;
        this.patience = patience;
        _ = DiscardAsync(process.StandardError.BaseStream);
    }

    /// <summary>Of the process.</summary>
    public int Id => process.Id;

    /// <summary>Starts a child.</summary>
    /// <param name="limits"><see cref="ChildLimits.Picture"/>, unless one picture follows another for hours.</param>
    /// <exception cref="PictureChildException">It did not start.</exception>
    public static PictureChild Start(ChildLimits limits)
    {
        var suffix = OperatingSystem.IsWindows() ? ".exe" : "";
        var engine = Path.Combine(AppContext.BaseDirectory, "Lfr.Inference");
        // A program that brings its own runtime has no such host: then it has the engine's program.
        var host = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", "dotnet" + suffix));
        return File.Exists(host) ? Start(host, [engine + ".dll", DecodingLoop.Verb], limits) : Start(engine + suffix, [DecodingLoop.Verb], limits);
    }

    /// <summary>Starts any program in its place.</summary>
    /// <exception cref="PictureChildException">It did not start.</exception>
    internal static PictureChild Start(string program, IEnumerable<string> arguments, ChildLimits limits, TimeSpan? patience = null)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment.Clear();
        foreach (var (name, value) in Surroundings())
            start.Environment[name] = value;
        Process? child = null;
        try
        {
            child = Process.Start(start) ?? throw new PictureChildException("The program that decodes pictures did not start.");
            limits.Apply(child.Id);
        }
        catch (Win32Exception) when (child is { HasExited: true })
        {
            // It was gone before it could be limited; whoever asks it something learns that.
            Debug.WriteLine("The child that decodes pictures ended at once.");
        }
        catch (Win32Exception e)
        {
            child?.Kill();
            child?.Dispose();
            throw new PictureChildException("The program that decodes pictures did not start.", e);
        }

        return new PictureChild(child, patience ?? Longest);
    }

    /// <summary>Decodes one picture.</summary>
    /// <param name="file">The file's bytes.</param>
    /// <param name="maximumSide">Pictures larger than this on their longer side are scaled down to it.</param>
    /// <param name="maximumPixels">Most pixels that are decoded, and given back.</param>
    /// <param name="cancellationToken">Gives up, and kills the child.</param>
    /// <exception cref="PictureRefusedException">It is no picture that is taken.</exception>
    /// <exception cref="PictureChildException">The child died, took too long or answered nonsense. It is of no more use.</exception>
    public Task<Picture> DecodeAsync(ReadOnlyMemory<byte> file, int maximumSide, int maximumPixels, CancellationToken cancellationToken) =>
        DecodeAsync(file, new PictureView(maximumSide), maximumPixels, cancellationToken);

    /// <summary>As <see cref="DecodeAsync(ReadOnlyMemory{byte}, int, int, CancellationToken)"/>, a part of it or turned.</summary>
    public async Task<Picture> DecodeAsync(ReadOnlyMemory<byte> file, PictureView view, int maximumPixels, CancellationToken cancellationToken)
    {
        if (file.Length > Picture.MaximumBytes)
            throw Picture.TooManyBytes();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        // A pending read of a pipe ends when the other end is closed, and not before.
        await using var kill = limit.Token.Register(Kill);
        try
        {
            var output = process.StandardOutput.BaseStream;
            await AskAsync(file, view, maximumPixels, limit.Token);
            var header = new byte[PictureMessages.AnswerBytes];
            if (!ready)
            {
                await output.ReadExactlyAsync(header.AsMemory(0, 1), limit.Token);
                if (header[0] != PictureMessages.Ready)
                    throw new PictureChildException("The child that decodes pictures did not say that it is ready.");
                ready = true;
            }

            await output.ReadExactlyAsync(header, limit.Token);
            var (width, height) = (PictureMessages.Read(header, 0), PictureMessages.Read(header, 1));
            if (width == 0)
                throw await RefusalAsync(output, height, limit.Token);
            var (ownWidth, ownHeight) = (PictureMessages.Read(header, 2), PictureMessages.Read(header, 3));
            if (width < 1 || height < 1 || Math.Max(width, height) > view.MaximumSide || (long)width * height > maximumPixels
                || width > ownWidth || height > ownHeight || (long)ownWidth * ownHeight > maximumPixels)
                throw new PictureChildException("The child that decodes pictures answered with a picture that was not asked for.");
            return await PixelsAsync(output, width, height, (ownWidth, ownHeight), limit.Token);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or InvalidOperationException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new PictureChildException(limit.IsCancellationRequested ? "The child that decodes pictures took too long." : "The child that decodes pictures ended.", e);
        }
    }

    /// <summary>Ends it, whatever it does.</summary>
    public void Dispose()
    {
        Kill();
        process.StandardInput.BaseStream.Dispose();
        process.StandardOutput.BaseStream.Dispose();
        process.Dispose();
    }

    // All that it gets of the surroundings. No diagnostics: nobody attaches to it, and it leaves no socket; loops are compiled once and well.
    private static IEnumerable<(string Name, string Value)> Surroundings()
    {
        yield return ("DOTNET_GCHeapHardLimit", "0x8000000");
        yield return ("DOTNET_EnableDiagnostics", "0");
        yield return ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
        yield return ("DOTNET_TieredPGO", "0");
        yield return ("DOTNET_TC_QuickJitForLoops", "0");
        yield return ("DOTNET_EnableWriteXorExecute", "0");
        if (OperatingSystem.IsWindows() && Environment.GetEnvironmentVariable("SystemRoot") is { } root)
            yield return ("SystemRoot", root);
    }

    private async Task AskAsync(ReadOnlyMemory<byte> file, PictureView view, int maximumPixels, CancellationToken cancellationToken)
    {
        var question = new byte[PictureMessages.QuestionBytes];
        var (part, left) = (view.Area ?? default, view.Crop ?? default);
        PictureMessages.Write(
            question, file.Length, maximumPixels, view.MaximumSide, view.QuarterTurns, part.X, part.Y, part.Width, part.Height, left.X, left.Y, left.Width, left.Height);
        var input = process.StandardInput.BaseStream;
        await input.WriteAsync(question, cancellationToken);
        await input.WriteAsync(file, cancellationToken);
        await input.FlushAsync(cancellationToken);
    }

    private static async Task<Picture> PixelsAsync(Stream output, int width, int height, (int Width, int Height) own, CancellationToken cancellationToken)
    {
        var bgr = new byte[width * height * 3];
        var picture = new Picture(bgr, width, height, own.Width, own.Height);
        try
        {
            await output.ReadExactlyAsync(bgr, cancellationToken);
            return picture;
        }
        catch
        {
            picture.Dispose();
            throw;
        }
    }

    private static async Task<Exception> RefusalAsync(Stream output, int length, CancellationToken cancellationToken)
    {
        if (length is < 1 or > PictureMessages.LongestRefusal)
            return new PictureChildException("The child that decodes pictures refused without a sentence.");
        var text = new byte[length];
        await output.ReadExactlyAsync(text, cancellationToken);
        return Encoding.UTF8.GetString(text).Split('\n') is [var code, var sentence] && !sentence.Any(char.IsControl)
            ? new PictureRefusedException(code, sentence)
            : new PictureChildException("The child that decodes pictures refused without a sentence.");
    }

    /// <summary>What a broken decoder says about itself is for nobody; read, because it would wait for ever otherwise.</summary>
    private static async Task DiscardAsync(Stream words)
    {
        try
        {
            await using (words)
                await words.CopyToAsync(Stream.Null, CancellationToken.None);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException or InvalidOperationException)
        {
            Debug.WriteLine(e.Message);
        }
    }

    private void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It has ended by itself in the meantime, which is what was wanted.
            Debug.WriteLine(e.Message);
        }
    }
}

/// <summary>The child that decodes pictures failed; the picture may be the reason, or the machine.</summary>
internal sealed class PictureChildException : Exception
{
    public PictureChildException(string message)
        : base(message)
    {
    }

    public PictureChildException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
