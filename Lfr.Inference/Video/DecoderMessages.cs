using System.Buffers.Text;
using System.Text;

namespace Lfr.Inference.Video;

/// <summary>
/// Reads what a decoder writes to its error output, on a thread of its own and without allocating: the presentation time of each frame, which
/// the last filter announces before it lets the frame go, and complaints, of which a bounded tail is kept.
/// </summary>
internal sealed class DecoderMessages
{
    /// <summary>The key under which the last filter announces frames.</summary>
    public const string Key = "lfr";

    private const int TailBytes = 4000;
    private const int Announced = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Stream stream;
    private readonly Lock tailGate = new();
    private readonly object gate = new();
    private readonly byte[] tail = new byte[TailBytes];
    private readonly double[] times = new double[Announced];
    private readonly byte[] line = new byte[2048];
    private int tailLength;
    private int lineLength;
    private long announced;
    private long lastNumber = -1;
    private bool ended;
    private bool silent;

    public DecoderMessages(Stream stream)
    {
        this.stream = stream;
        Array.Fill(times, double.NaN);
        Reading = Task.Factory.StartNew(Read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Done when the decoder has closed its error output.</summary>
    public Task Reading { get; }

    /// <summary>The last lines that are not announcements.</summary>
    public string Complaints
    {
        get
        {
            lock (tailGate)
                return Encoding.UTF8.GetString(tail, 0, tailLength);
        }
    }

    /// <summary>The presentation time of a frame in seconds, whatever its origin; <see langword="null"/> when the stream told none.</summary>
    /// <param name="number">The frame's number in the decoder's output, from 0. Asked in order.</param>
    public double? TimeOf(long number)
    {
        lock (gate)
        {
            // The line is in the pipe before the frame is; what is waited for is only this class's own thread.
            while (announced <= number && !ended && !silent)
                silent = !Monitor.Wait(gate, Patience);
            if (announced <= number || announced - number > Announced)
                return null;
            var time = times[number % Announced];
            return double.IsFinite(time) ? time : null;
        }
    }

    /// <summary>Blocks the calling thread until the decoder has closed its error output.</summary>
    public void BlockUntilClosed()
    {
        lock (gate)
        {
            while (!ended)
                Monitor.Wait(gate);
        }
    }

    /// <summary>Takes a piece of the error output.</summary>
    internal void Hear(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            if (one == (byte)'\n')
            {
                Understand(line.AsSpan(0, lineLength));
                lineLength = 0;
            }
            else if (lineLength < line.Length)
            {
                line[lineLength++] = one;
            }
        }
    }

    private void Read()
    {
        Span<byte> buffer = stackalloc byte[4096];
        try
        {
            int read;
            while ((read = stream.Read(buffer)) > 0)
                Hear(buffer[..read]);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Hear("The error output broke off.\n"u8);
        }
        finally
        {
            Understand(line.AsSpan(0, lineLength));
            lock (gate)
            {
                ended = true;
                Monitor.PulseAll(gate);
            }
        }
    }

    private void Understand(ReadOnlySpan<byte> said)
    {
        // Another thread of the decoder may have begun a complaint on the same line.
        var at = said.IndexOf("frame:"u8);
        var told = said.IndexOf("pts_time:"u8);
        if (at >= 0 && told > at && Utf8Parser.TryParse(said[(at + 6)..], out long number, out _))
        {
            Keep(said[..at]);
            var parsed = Utf8Parser.TryParse(said[(told + 9)..], out double seconds, out _);
            Announce(number, parsed ? seconds : double.NaN);
        }
        else if (!said.StartsWith("lfr=1"u8))
        {
            Keep(said);
        }
    }

    /// <summary>
    /// Numbers rise by one. The filter begins again at 0 when the picture changes its size on the way; a gap is a line that was lost; anything
    /// else is no announcement but words of the stream that look like one.
    /// </summary>
    private void Announce(long number, double seconds)
    {
        lock (gate)
        {
            var missing = number == 0 ? 0 : number - lastNumber - 1;
            if (missing is < 0 or > 16)
                return;
            for (; missing > 0; missing--)
                times[announced++ % Announced] = double.NaN;
            times[announced++ % Announced] = seconds;
            lastNumber = number;
            Monitor.PulseAll(gate);
        }
    }

    private void Keep(ReadOnlySpan<byte> said)
    {
        if (said.IsEmpty)
            return;
        lock (tailGate)
        {
            var surplus = tailLength + said.Length + 1 - TailBytes;
            if (surplus > 0)
            {
                var drop = Math.Min(surplus, tailLength);
                tail.AsSpan(drop, tailLength - drop).CopyTo(tail);
                tailLength -= drop;
            }

            said.CopyTo(tail.AsSpan(tailLength));
            tailLength += said.Length;
            tail[tailLength++] = (byte)'\n';
        }
    }
}
