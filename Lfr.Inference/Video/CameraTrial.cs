using System.Globalization;

namespace Lfr.Inference.Video;

/// <summary>What became of trying a camera's address.</summary>
/// <param name="Problem">Why there is no picture, as a sentence; <see langword="null"/> when there is.</param>
/// <param name="Width">Of the pictures, pixels.</param>
/// <param name="Height">Of the pictures, pixels.</param>
/// <param name="FramesPerSecond">As they arrived; 0 when only one did.</param>
/// <param name="Damaged">Share (0–1) of pictures of which something was lost on the way.</param>
public sealed record TriedCamera(string? Problem, int Width = 0, int Height = 0, double FramesPerSecond = 0, double Damaged = 0)
{
    /// <summary>What became of it, as people read it.</summary>
    public string Sentence => Problem ?? string.Create(
        CultureInfo.InvariantCulture,
        $"The picture has {Width} × {Height} pixels and {(FramesPerSecond > 0 ? $"comes {FramesPerSecond:0.#} times a second" : "came once")}.{(Damaged > 0 ? $" Damaged: {Math.Max(1, 100 * Damaged):0} % of the pictures; check the network." : "")}");
}

/// <summary>
/// Opens a camera as a run would, for a few seconds: the same parser, the same decoder with the same limits. Its pictures are counted and cleared; nobody is looked for in them and
/// none is kept.
/// </summary>
public static class CameraTrial
{
    /// <summary>Longest trial, from the address to the answer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    /// <summary>How long pictures are counted once the first has come.</summary>
    private static readonly TimeSpan Counting = TimeSpan.FromSeconds(2);

    /// <summary>Tries an address in the syntax of <see cref="CameraSource.Parse"/>.</summary>
    /// <param name="address">The address, with its password.</param>
    /// <param name="demoFolder">Where the films of the demonstration are; <see langword="null"/> when this machine has none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<TriedCamera> RunAsync(string address, string? demoFolder, TimeProvider time, CancellationToken cancellationToken)
    {
        var display = "this address";
        using var patience = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);
        var seen = new Seen();
        try
        {
            var source = CameraSource.Parse(address, demoFolder);
            display = source.Display;
            await using var video = await FrameSources.OpenAsync(source, naturalSpeed: true, new FramePool(), time, both.Token);
            while (await video.ReadAsync(both.Token) is { } frame)
            {
                using (frame)
                    seen.Count(frame);
                if (seen is { Frames: > 1, Over: var over } && over >= Counting)
                    break;
            }

            return seen.Frames > 0 ? seen.ToTried() : new TriedCamera($"{display} gave no picture.");
        }
        catch (Exception e) when (e is OperationCanceledException or VideoException && patience.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            // A camera may send one picture in many seconds: what came within the time counts.
            return seen.Frames > 0
                ? seen.ToTried()
                : new TriedCamera($"{display} gave no picture within {Longest.TotalSeconds:0} seconds. It may be busy, or the address may lead to something that is no video. Check the address in a video player.");
        }
        catch (VideoException e)
        {
            return new TriedCamera(e.Message);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return new TriedCamera($"{display} could not be read: {e.Message}");
        }
    }

    /// <summary>What is known of the pictures so far: numbers, and no pixel of them.</summary>
    private sealed class Seen
    {
        private (int Width, int Height) size;
        private DateTimeOffset first;
        private DateTimeOffset last;
        private int damaged;

        public int Frames { get; private set; }

        public TimeSpan Over => last - first;

        public void Count(VideoFrame frame)
        {
            Frames++;
            size = (frame.Width, frame.Height);
            last = frame.At;
            if (Frames == 1)
                first = frame.At;
            damaged += frame.IsDamaged ? 1 : 0;
        }

        public TriedCamera ToTried() => new(
            null, size.Width, size.Height, Frames > 1 && Over > TimeSpan.Zero ? (Frames - 1) / Over.TotalSeconds : 0, damaged / (double)Frames);
    }
}
