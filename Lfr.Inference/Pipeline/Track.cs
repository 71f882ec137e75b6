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

    /// <summary>A shot must promise this much more than the worst of the best few to be worth embedding, or to be kept instead of another frame.</summary>
    private const float ClearlyBetter = 1.1f;

    /// <summary>Shots that are embedded whatever they promise: enough for an entry to be agreed on.</summary>
    private const int FirstShots = 3;

    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan ImproveEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>How often it is made sure that the track still is the same face: people pass each other.</summary>
    private static readonly TimeSpan MakeSureEvery = TimeSpan.FromMilliseconds(500);
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

    /// <summary>How many frames were compared.</summary>
    public int FramesCompared { get; private set; }

    public bool HasAlerted { get; set; }

    /// <summary>The best frame that matched, kept for the alert's pictures.</summary>
    public KeptShot? Kept { get; private set; }

    /// <summary>The normalised mean of the best shots.</summary>
    public ReadOnlySpan<float> Mean => mean;

    private TimeSpan? LastLooked { get; set; }

    private float LastNorm { get; set; }

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

    /// <summary>Whether it is time to look at this face again at all.</summary>
    public bool IsDue(TimeSpan now) => LastLooked is not { } last || now < last || now - last >= LookEvery;

    /// <summary>Takes note that the face was looked at, whether it was embedded or not.</summary>
    public void Looked(TimeSpan at) => LastLooked = at;

    /// <summary>
    /// Whether a shot is worth embedding: the first few, any while an entry is agreed on but not decided, one that is clearly better than the worst of the best
    /// few, and one now and then to make sure that it still is the same face.
    /// </summary>
    /// <param name="quality">What the shot promises, or the most that it can.</param>
    /// <param name="now">Stream time.</param>
    public bool Wants(float quality, TimeSpan now)
    {
        if (LastCompared is not { } last || now - last >= MakeSureEvery)
            return true;
        if (HasAlerted)
            return false;
        return FramesCompared < FirstShots
            || IsUndecided
            || (now - last >= ImproveEvery && (shots < BestShots || quality * LastNorm >= ClearlyBetter * TensorPrimitives.Min<float>(qualities)));
    }

    /// <summary>Takes a compared face into account; keeps it among the best shots if it is one.</summary>
    /// <param name="template">Of length 1.</param>
    /// <param name="promised">The shot's quality before it was embedded.</param>
    /// <param name="norm">Length of the raw embedding.</param>
    /// <param name="at">Stream time.</param>
    public void Add(ReadOnlySpan<float> template, float promised, float norm, TimeSpan at)
    {
        var quality = promised * norm;
        FramesCompared++;
        LastCompared = at;
        LastNorm = norm;
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

    /// <summary>By how much a score must be higher before a pass is told again: less is noise, and each telling a line of a report.</summary>
    private const float ClearlyHigher = 0.01f;

    /// <summary>
    /// What was decided was not announced, because it repeats an alert: it is asked again whenever this track is made sure of. The alert may be found wrong meanwhile, or the face score
    /// clearly higher.
    /// </summary>
    /// <param name="entryId">Entry.</param>
    /// <param name="score">Cosine with it now.</param>
    /// <param name="at">Now (UTC).</param>
    /// <returns>The pass, and whether it is new; <see langword="null"/> when it was told with about as high a score.</returns>
    public (Guid PassId, bool IsFirst)? Repeat(Guid entryId, float score, DateTimeOffset at)
    {
        foreach (ref var tally in CollectionsMarshal.AsSpan(tallies))
        {
            if (tally.EntryId != entryId)
                continue;
            tally.Decided = false;
            var isFirst = tally.PassId == Guid.Empty;
            if (!isFirst && score < tally.Told + ClearlyHigher)
                return null;
            if (isFirst)
                tally.PassId = Guid.CreateVersion7(at);
            tally.Told = score;
            return (tally.PassId, isFirst);
        }

        return null;
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

    /// <summary>Whether some entry matched and none was decided yet.</summary>
    private bool IsUndecided
    {
        get
        {
            foreach (ref readonly var tally in CollectionsMarshal.AsSpan(tallies))
            {
                if (!tally.Decided)
                    return true;
            }

            return false;
        }
    }

    /// <summary>Whether a frame of this quality is to be kept for the alert's pictures. A frame only gives way to a clearly better one, so that few are taken.</summary>
    public bool Prefers(Guid entryId, float quality) => Kept is not { } kept || kept.EntryId != entryId || quality >= kept.Quality * ClearlyBetter;

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
        (VelocityX, VelocityY, Growth, LastNorm) = (0, 0, 0, 0);
        (LastSeen, LastCompared, LastLooked, Box) = (default, null, null, default);
    }

    private static float Blend(float before, float now) => before == 0 ? now : (before * 0.6f) + (now * 0.4f);

    private struct Tally
    {
        public Guid EntryId;
        public int Frames;
        public bool Decided;
        public Guid PassId;
        public float Told;
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
