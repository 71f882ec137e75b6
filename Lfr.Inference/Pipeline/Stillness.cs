using Lfr.Inference.Video;

namespace Lfr.Inference.Pipeline;

/// <summary>
/// Tells whether anything moved in a camera's picture since faces were last looked for in it: by the mean brightness of cells that are a third as high as the smallest face that is
/// looked for. Nobody steps into the picture without changing some of them. It holds those means of one picture, and nothing else of it.
/// </summary>
internal sealed class Stillness
{
    /// <summary>Side of a cell, pixels.</summary>
    private const int Cell = 12;

    /// <summary>Distance between the pixels that are read, across and down.</summary>
    private const int Step = 4;

    private const int Samples = Cell / Step * (Cell / Step);

    /// <summary>Steps of brightness (of 255) by which the mean of a still cell may change. The noise of a picture that was not compressed away is more: then nothing is called still.</summary>
    private const int MostChange = 2;

    private ushort[] last = [];
    private ushort[] now = [];
    private (int Width, int Height) size;
    private bool isKnown;

    /// <summary>Looks at a frame.</summary>
    /// <returns>Whether it shows what the frame that was last kept shows.</returns>
    public bool IsStill(VideoFrame frame)
    {
        var (columns, rows) = ((frame.Width + Cell - 1) / Cell, (frame.Height + Cell - 1) / Cell);
        if (size != (frame.Width, frame.Height))
        {
            Forget();
            size = (frame.Width, frame.Height);
            (last, now) = (new ushort[columns * rows], new ushort[columns * rows]);
        }

        Array.Clear(now);
        var pixels = frame.Pixels;
        for (var y = Step / 2; y < frame.Height; y += Step)
        {
            // Green alone: it is most of what is bright.
            var line = pixels.Slice(y * frame.Width * 3, frame.Width * 3);
            var cells = now.AsSpan(y / Cell * columns, columns);
            var (cell, within) = (0, 0);
            for (var at = (Step / 2 * 3) + 1; at < line.Length; at += Step * 3)
            {
                cells[cell] += line[at];
                if (++within < Cell / Step)
                    continue;
                (cell, within) = (cell + 1, 0);
            }
        }

        if (!isKnown)
            return false;
        for (var i = 0; i < now.Length; i++)
        {
            if (Math.Abs(now[i] - last[i]) > MostChange * Samples)
                return false;
        }

        return true;
    }

    /// <summary>Faces were looked for in the frame that was looked at last: the next ones are compared with it.</summary>
    public void Keep()
    {
        (last, now) = (now, last);
        isKnown = true;
    }

    /// <summary>Clears what it holds.</summary>
    public void Forget()
    {
        isKnown = false;
        Array.Clear(last);
        Array.Clear(now);
    }
}
