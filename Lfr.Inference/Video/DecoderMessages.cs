using System.Text;

namespace Lfr.Inference.Video;

/// <summary>
/// Reads what a decoder writes to its error output, on a thread of its own and without allocating: time and size of each frame, which the last
/// filter announces before it lets the frame go; which frames the decoder made up in part; and complaints, of which a bounded tail is kept.
/// </summary>
/// <remarks>
/// A frame is invented when the decoder says that it made up a part of it, or of one of its kind that is on its way. What leans on a key frame that was invented is damaged
/// until a key frame arrives whole; where most of the last frames are broken it counts as invented, too. Where a stream loses one packet in a hundred, hardly any key frame
/// arrives whole, and some listed people are still found in what leans on them; where it loses three, nothing is left to believe (docs/engine.md, "Lost on the way").
/// </remarks>
internal sealed class DecoderMessages
{
    private const int TailBytes = 4000;
    private const int Announced = 256;

    /// <summary>Over about how many frames the share of the broken ones is taken.</summary>
    private const double Remembered = 25;

    /// <summary>Where more than this share of the last frames is broken, nothing that leans on a broken key frame is believed either.</summary>
    private const double TooMany = 2.0 / 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    private readonly Stream stream;
    private readonly Lock tailGate = new();
    private readonly object gate = new();
    private readonly byte[] tail = new byte[TailBytes];
    private readonly FrameNews[] news = new FrameNews[Announced];
    private readonly byte[] line = new byte[2048];
    private int tailLength;
    private int lineLength;
    private long announced;
    private long lastNumber = -1;
    private bool ended;
    private bool silent;
    private long damage;
    private bool nextIsBroken;
    private bool keyIsBroken;
    private double? share;
    private bool inventsKey;
    private bool inventsP;
    private bool inventsB;

    public DecoderMessages(Stream stream)
    {
        this.stream = stream;
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

    /// <summary>How often the decoder said that something of the stream was lost or broken.</summary>
    public long Damage => Interlocked.Read(ref damage);

    /// <summary>What was announced of a frame; <see langword="null"/> when its announcement was lost.</summary>
    /// <param name="number">The frame's number in the decoder's output, from 0. Asked in order, once its first byte is there.</param>
    public FrameNews? Of(long number)
    {
        lock (gate)
        {
            // The line is in the pipe before the frame is; what is waited for is only this class's own thread.
            while (announced <= number && !ended && !silent)
                silent = !Monitor.Wait(gate, Patience);
            return announced <= number || announced - number > Announced ? null : news[number % Announced];
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
        if (DecoderWords.TryAnnounce(said, out var frame))
        {
            Announce(frame);
            return;
        }

        if (DecoderWords.IsDamage(said))
            Interlocked.Increment(ref damage);
        if (DecoderWords.TellsInvention(said, out var type))
            Expect(type);
        else
            nextIsBroken |= DecoderWords.TellsBrokenPicture(said);
        if (!DecoderWords.IsNoComplaint(said))
            Keep(said);
    }

    /// <summary>Pictures are decoded in another order than they come out, but those of one kind keep theirs.</summary>
    private void Expect(byte type)
    {
        inventsKey |= type is (byte)'I';
        inventsP |= type is (byte)'P';
        inventsB |= type is (byte)'B';
    }

    private (bool IsDamaged, bool IsInvented) Judge(AnnouncedFrame frame)
    {
        ref var invents = ref inventsKey;
        if (frame.Type is (byte)'P')
            invents = ref inventsP;
        else if (frame.Type is (byte)'B')
            invents = ref inventsB;
        var broken = nextIsBroken || (frame.Type is (byte)'I' or (byte)'P' or (byte)'B' && invents);
        (nextIsBroken, invents) = (false, false);
        if (frame.IsKey)
            keyIsBroken = broken;
        var now = broken ? 1.0 : 0;
        share = share is { } before ? before + ((now - before) / Remembered) : now;
        return (broken || keyIsBroken, broken || (keyIsBroken && share > TooMany));
    }

    /// <summary>
    /// Numbers rise by one. The filter begins again at 0 when the picture changes its size on the way; a gap is a line that was lost; anything
    /// else is no announcement.
    /// </summary>
    private void Announce(AnnouncedFrame frame)
    {
        lock (gate)
        {
            var missing = frame.Number == 0 ? 0 : frame.Number - lastNumber - 1;
            if (missing is < 0 or > 16)
                return;
            for (; missing > 0; missing--)
                news[announced++ % Announced] = new FrameNews(null, frame.Width, frame.Height, keyIsBroken, keyIsBroken);
            var (damaged, invented) = Judge(frame);
            news[announced++ % Announced] = new FrameNews(double.IsFinite(frame.Seconds) ? frame.Seconds : null, frame.Width, frame.Height, damaged, invented);
            lastNumber = frame.Number;
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

/// <summary>What is known of a frame before its pixels are read.</summary>
/// <param name="Seconds">Presentation time in seconds, whatever its origin; <see langword="null"/> when the stream told none.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="IsDamaged">Whether something of it, or of the key frame that it leans on, was lost.</param>
/// <param name="IsInvented">Whether the decoder made up a part of it just now.</param>
internal readonly record struct FrameNews(double? Seconds, int Width, int Height, bool IsDamaged, bool IsInvented);
