using System.Globalization;

namespace Lfr.Inference.Pipeline;

/// <summary>What became of trying a camera's address.</summary>
/// <param name="Problem">Why there is no picture, as a sentence; <see langword="null"/> when there is.</param>
/// <param name="Width">Of the pictures, pixels.</param>
/// <param name="Height">Of the pictures, pixels.</param>
/// <param name="FramesPerSecond">As they arrived; 0 when only one did.</param>
/// <param name="Damaged">Share (0–1) of pictures of which something was lost on the way.</param>
public sealed record TriedCamera(string? Problem, int Width = 0, int Height = 0, double FramesPerSecond = 0, double Damaged = 0)
{
    /// <summary>Less is the rhythm of any network, and no news.</summary>
    private static readonly TimeSpan LateFrom = TimeSpan.FromMilliseconds(100);

    /// <summary>From the first word to the camera to its first picture; <see langword="null"/> when it was not measured.</summary>
    public TimeSpan? FirstAfter { get; init; }

    /// <summary>
    /// By how much the latest picture came later than its own time promised, beside the one that came soonest; <see langword="null"/> where the stream tells no times. How old a
    /// picture is when the camera sends it cannot be seen from here.
    /// </summary>
    public TimeSpan? Late { get; init; }

    /// <summary>The faces in view; <see langword="null"/> when none were looked for.</summary>
    public TriedFaces? Faces { get; init; }

    /// <summary>Where it looks: a small JPEG in which nobody's face was found; <see langword="null"/> when none was asked for, or a face was in each picture.</summary>
    public byte[]? View { get; init; }

    /// <summary>Whether it ended by itself within seconds, which no camera does.</summary>
    public bool Ended { get; init; }

    /// <summary>What became of it, as people read it.</summary>
    public string Sentence => Problem ?? $"{Picture}{Delay}{(Ended ? " Then it ended by itself: it may be a recording, not a camera." : "")}{Faces?.Sentence}";

    private string Picture => string.Create(
        CultureInfo.InvariantCulture,
        $"The picture has {Width} × {Height} pixels and {(FramesPerSecond > 0 ? $"comes {FramesPerSecond:0.#} times a second" : "came once")}.{(Damaged > 0 ? $" Damaged: {Math.Max(1, 100 * Damaged):0} % of the pictures; check the network." : "")}");

    private string Delay => FirstAfter is not { } first
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $" The first came after {first.TotalSeconds:0.0} seconds{(Late is { } late && late >= LateFrom ? $"; later ones came up to {late.TotalSeconds:0.0} seconds late" : "")}.");
}

/// <summary>The faces that were in view while a camera was tried: numbers, of nobody in particular.</summary>
/// <param name="Most">Most faces in one picture.</param>
/// <param name="Smallest">Height of the smallest, pixels of the picture.</param>
/// <param name="Largest">Height of the largest, pixels of the picture.</param>
/// <param name="ComparedFrom">Height from which a face is compared, pixels; 0 where the models ask for none.</param>
public sealed record TriedFaces(int Most, int Smallest, int Largest, int ComparedFrom)
{
    internal string Sentence => string.Create(
        CultureInfo.InvariantCulture,
        $" {(Most == 0 ? "No face was in view" : $"{(Most == 1 ? "One face" : $"Up to {Most} faces")} in view, {Heights} pixels high")}{(ComparedFrom > 0 ? $"; faces of {ComparedFrom} pixels or more are compared" : "")}.");

    private string Heights => Smallest == Largest ? string.Create(CultureInfo.InvariantCulture, $"{Largest}") : string.Create(CultureInfo.InvariantCulture, $"{Smallest} to {Largest}");
}
