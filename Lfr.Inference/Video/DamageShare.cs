using System.Globalization;

namespace Lfr.Inference.Video;

/// <summary>How many of a camera's last frames were damaged. Two stretches of time are kept, so that it speaks of the last ten to twenty seconds.</summary>
internal sealed class DamageShare
{
    private static readonly TimeSpan Stretch = TimeSpan.FromSeconds(10);
    private (long Frames, long Damaged) before;
    private (long Frames, long Damaged) now;
    private DateTimeOffset since;
    private long damaged;

    /// <summary>Damaged frames since the start.</summary>
    public long Damaged => Interlocked.Read(ref damaged);

    /// <summary>Counts a frame.</summary>
    public void Count(VideoFrame frame)
    {
        Turn(frame.At);
        now.Frames++;
        if (!frame.IsDamaged)
            return;
        now.Damaged++;
        Interlocked.Increment(ref damaged);
    }

    /// <summary>What people should know; <see langword="null"/> when less than one frame in a hundred was damaged.</summary>
    public string? Sentence(DateTimeOffset at)
    {
        Turn(at);
        var (frames, broken) = (before.Frames + now.Frames, before.Damaged + now.Damaged);
        return broken == 0 || broken * 100 < frames
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"damaged: {Math.Round(100.0 * broken / frames)} % of frames. Parts of them are lost on the way, so people may be missed. Check the camera's network and bit rate.");
    }

    private void Turn(DateTimeOffset at)
    {
        if (at - since < Stretch)
            return;
        before = at - since < 2 * Stretch ? now : default;
        (now, since) = (default, at);
    }
}
