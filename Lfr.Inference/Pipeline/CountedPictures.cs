using Lfr.Inference.Video;

namespace Lfr.Inference.Pipeline;

/// <summary>What is known of the pictures of a camera that is tried: numbers, and no pixel of them.</summary>
/// <param name="began">When the camera was spoken to.</param>
internal sealed class CountedPictures(DateTimeOffset began)
{
    /// <summary>How long pictures are counted once the first has come.</summary>
    private static readonly TimeSpan Counting = TimeSpan.FromSeconds(2);

    private (int Width, int Height) size;
    private DateTimeOffset first;
    private DateTimeOffset last;
    private int damaged;
    private TimeSpan length;
    private TimeSpan soonest = TimeSpan.MaxValue;
    private TimeSpan latest = TimeSpan.MinValue;

    /// <summary>Whether the stream tells the times of its pictures; else no delay can be told.</summary>
    public bool TellsTime { get; set; }

    public int Frames { get; private set; }

    public bool IsEnough => Frames > 1 && last - first >= Counting;

    public void Count(VideoFrame frame)
    {
        Frames++;
        size = (frame.Width, frame.Height);
        last = frame.At;
        if (Frames == 1)
            first = frame.At;
        length = frame.StreamTime;
        damaged += frame.IsDamaged ? 1 : 0;
        // What piled up while the stream was opened comes at once and says nothing of what follows.
        var lag = frame.At - first - frame.StreamTime;
        soonest = lag < soonest ? lag : soonest;
        if (last - first >= Counting / 2)
            latest = lag > latest ? lag : latest;
    }

    /// <summary>What piled up before and came at once, or faster than it was seen, is no faster camera.</summary>
    private double Rate => Frames > 1 && (last > first || length > TimeSpan.Zero) ? (Frames - 1) / Math.Max((last - first).TotalSeconds, length.TotalSeconds) : 0;

    public TriedCamera ToTried(TriedFaces? faces) => new(
        null, size.Width, size.Height, Rate, damaged / (double)Frames)
    {
        FirstAfter = first - began,
        Late = TellsTime && latest > TimeSpan.MinValue ? latest - soonest : null,
        Faces = faces,
    };
}
