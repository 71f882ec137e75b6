using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lfr.Inference.Faces;
using Lfr.Inference.Video;

namespace Lfr.Inference.Pipeline;

/// <summary>
/// One face on its way through one camera's picture, for seconds. Holds the best few templates and, only while the face looks like an entry,
/// the frame to show. <see cref="Clear"/> zeroes all of it; the object is then used for the next face.
/// </summary>
internal sealed class Track
{
    private const int BestShots = 5;
    private readonly float[] templates;
    private readonly float[] mean;
    private readonly float[] qualities = new float[BestShots];
    private readonly int dimension;
    private readonly List<Tally> tallies = [];
    private int shots;

    public Track(int dimension)
    {
        this.dimension = dimension;
        templates = GC.AllocateArray<float>(dimension * BestShots, pinned: true);
        mean = GC.AllocateArray<float>(dimension, pinned: true);
    }

    /// <summary>Last known box.</summary>
    public Detection Box { get; private set; }

    public TimeSpan LastSeen { get; private set; }

    /// <summary>Stream time of the last comparison, if any.</summary>
    public TimeSpan? LastCompared { get; private set; }

    public float LastComparedHeight { get; private set; }

    /// <summary>How many frames were compared.</summary>
    public int FramesCompared { get; private set; }

    public bool HasAlerted { get; set; }

    /// <summary>The best frame that matched, kept for the alert's pictures.</summary>
    public KeptShot? Kept { get; private set; }

    /// <summary>The normalised mean of the best shots.</summary>
    public ReadOnlySpan<float> Mean => mean;

    private float VelocityX { get; set; }

    private float VelocityY { get; set; }

    private float Growth { get; set; }

    public void Begin(Detection face, TimeSpan at)
    {
        Box = face;
        LastSeen = at;
    }

    /// <summary>Where the face should be at <paramref name="at"/> if it went on as before.</summary>
    public Detection Predict(TimeSpan at)
    {
        var seconds = (float)(at - LastSeen).TotalSeconds;
        var scale = Math.Clamp(1 + (Growth * seconds), 0.8f, 1.25f);
        var (width, height) = (Box.Width * scale, Box.Height * scale);
        var x = Box.X + (Box.Width / 2) + (VelocityX * seconds) - (width / 2);
        var y = Box.Y + (Box.Height / 2) + (VelocityY * seconds) - (height / 2);
        return Box with { X = x, Y = y, Width = width, Height = height };
    }

    public void Follow(Detection face, TimeSpan at)
    {
        var seconds = (float)(at - LastSeen).TotalSeconds;
        if (seconds > 0.001f)
        {
            VelocityX = Blend(VelocityX, (face.X + (face.Width / 2) - Box.X - (Box.Width / 2)) / seconds);
            VelocityY = Blend(VelocityY, (face.Y + (face.Height / 2) - Box.Y - (Box.Height / 2)) / seconds);
            Growth = Blend(Growth, ((face.Height / Box.Height) - 1) / seconds);
        }

        Box = face;
        LastSeen = at;
    }

    /// <summary>Cosine of a template with what this track looked like so far; 1 before the first comparison.</summary>
    public float Resemblance(ReadOnlySpan<float> template) => shots == 0 ? 1 : TensorPrimitives.Dot(template, mean);

    /// <summary>Takes a compared face into account; keeps it among the best shots if it is one.</summary>
    public void Add(ReadOnlySpan<float> template, float quality, TimeSpan at)
    {
        FramesCompared++;
        LastCompared = at;
        LastComparedHeight = Box.Height;
        var place = shots;
        if (shots < BestShots)
            shots++;
        else
            place = TensorPrimitives.IndexOfMin<float>(qualities);
        if (place < BestShots && FramesCompared > BestShots && quality <= qualities[place])
            return;
        template.CopyTo(templates.AsSpan(place * dimension, dimension));
        qualities[place] = quality;
        Array.Clear(mean);
        for (var i = 0; i < shots; i++)
            TensorPrimitives.Add(mean, templates.AsSpan(i * dimension, dimension), mean);
        var length = TensorPrimitives.Norm<float>(mean);
        if (length > 0)
            TensorPrimitives.Divide(mean, length, mean);
    }

    /// <summary>Counts a frame that matched an entry and returns how many did.</summary>
    public int Agree(Guid entryId)
    {
        foreach (ref var tally in CollectionsMarshal.AsSpan(tallies))
        {
            if (tally.EntryId == entryId)
                return ++tally.Frames;
        }

        tallies.Add(new Tally { EntryId = entryId, Frames = 1 });
        return 1;
    }

    /// <summary>Marks the entry as decided for this track, so that it is not decided twice.</summary>
    /// <returns>Whether it had not been.</returns>
    public bool Decide(Guid entryId)
    {
        foreach (ref var tally in CollectionsMarshal.AsSpan(tallies))
        {
            if (tally.EntryId == entryId && !tally.Decided)
                return tally.Decided = true;
        }

        return false;
    }

    /// <summary>Whether the entry was decided for this track.</summary>
    public bool IsDecided(Guid entryId)
    {
        foreach (ref readonly var tally in CollectionsMarshal.AsSpan(tallies))
        {
            if (tally.EntryId == entryId)
                return tally.Decided;
        }

        return false;
    }

    public void Keep(KeptShot shot)
    {
        Kept?.Dispose();
        Kept = shot;
    }

    /// <summary>Takes the kept shot out; the caller disposes it.</summary>
    public KeptShot? TakeKept()
    {
        var kept = Kept;
        Kept = null;
        return kept;
    }

    public void Clear()
    {
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(templates.AsSpan()));
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(mean.AsSpan()));
        Array.Clear(qualities);
        tallies.Clear();
        TakeKept()?.Dispose();
        (shots, FramesCompared, HasAlerted) = (0, 0, false);
        (VelocityX, VelocityY, Growth, LastComparedHeight) = (0, 0, 0, 0);
        (LastSeen, LastCompared, Box) = (default, null, default);
    }

    private static float Blend(float before, float now) => before == 0 ? now : (before * 0.6f) + (now * 0.4f);

    private struct Tally
    {
        public Guid EntryId;
        public int Frames;
        public bool Decided;
    }
}

/// <summary>A frame that may become an alert's picture, with every face that was seen in it.</summary>
internal sealed class KeptShot(VideoFrame frame, Guid entryId, FaceMeasures measures, float norm, float quality, Detection[] faces) : IDisposable
{
    public VideoFrame Frame { get; } = frame.AddReference();

    public Guid EntryId { get; } = entryId;

    public FaceMeasures Measures { get; } = measures;

    public float Norm { get; } = norm;

    public float Quality { get; } = quality;

    public Detection[] Faces { get; } = faces;

    public void Dispose() => Frame.Dispose();
}
