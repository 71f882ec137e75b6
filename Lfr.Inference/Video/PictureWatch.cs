namespace Lfr.Inference.Video;

/// <summary>
/// Notices a picture that no longer changes or shows nothing. It keeps 2,304 brightness samples of the last different picture, nothing
/// else. Exactly equal samples for seconds do not come from a living sensor.
/// </summary>
public sealed class PictureWatch
{
    private const int Columns = 64;
    private const int Rows = 36;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    /// <summary>A camera that gives a picture each five seconds is not frozen after two.</summary>
    private const int FewestAlike = 4;
    private readonly byte[] last = new byte[Columns * Rows];
    private DateTimeOffset? alive;
    private int alike;

    /// <summary>Whether the picture is frozen or black, as a sentence; <see langword="null"/> when it lives.</summary>
    public string? Problem { get; private set; }

    /// <summary>Looks at a frame.</summary>
    public void See(VideoFrame frame)
    {
        var pixels = frame.Pixels;
        var changed = false;
        byte brightest = 0;
        var at = 0;
        for (var row = 0; row < Rows; row++)
        {
            var line = ((2 * row) + 1) * frame.Height / (2 * Rows) * frame.Width;
            for (var column = 0; column < Columns; column++, at++)
            {
                var green = pixels[((line + (((2 * column) + 1) * frame.Width / (2 * Columns))) * 3) + 1];
                changed |= last[at] != green;
                last[at] = green;
                brightest = Math.Max(brightest, green);
            }
        }

        var black = brightest < 20;
        if (alive is null || (changed && !black))
        {
            alive = frame.At;
            alike = 0;
            Problem = null;
        }
        else if (++alike >= FewestAlike && frame.At - alive >= Patience)
        {
            Problem = black ? "The camera shows a black picture." : "The camera's picture is frozen: it has not changed for several seconds.";
        }
    }

    /// <summary>Forgets the last picture, after the camera was opened again.</summary>
    public void Reset()
    {
        alive = null;
        alike = 0;
        Problem = null;
        Array.Clear(last);
    }
}
