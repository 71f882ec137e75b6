using System.Runtime.InteropServices;
using Lfr.Inference.Faces;

namespace Lfr.Inference.Pipeline;

/// <summary>
/// Follows faces through one camera by overlap and steady motion. Sure detections begin tracks, less sure ones only continue them. A face that is
/// not seen for a moment is forgotten: nobody is followed further than that, and never to another camera.
/// </summary>
internal sealed class FaceTracker(int dimension)
{
    private const float BeginsAt = 0.7f;
    private const float LeastOverlap = 0.25f;
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(0.8);
    private readonly List<Track> tracks = [];
    private readonly Stack<Track> idle = new();
    private readonly List<(float Fit, int Track, int Face)> pairs = [];
    private readonly List<Track> ended = [];
    private bool[] trackTaken = new bool[16];
    private bool[] faceTaken = new bool[16];
    private Track?[] owners = new Track?[16];

    /// <summary>Tracks at the moment.</summary>
    public ReadOnlySpan<Track> Tracks => CollectionsMarshal.AsSpan(tracks);

    /// <summary>Tracks that ended in the last step; each goes to <see cref="Recycle"/>.</summary>
    public ReadOnlySpan<Track> Ended => CollectionsMarshal.AsSpan(ended);

    /// <summary>Which track each face of the last step belongs to; <see langword="null"/> for a face too unsure to begin one.</summary>
    public ReadOnlySpan<Track?> Owners(int faces) => owners.AsSpan(0, faces);

    public void Step(List<Detection> faces, TimeSpan at)
    {
        Prepare(faces.Count);
        for (var t = 0; t < tracks.Count; t++)
        {
            var expected = tracks[t].Predict(at);
            for (var f = 0; f < faces.Count; f++)
            {
                if (Fit(expected, faces[f]) is var fit and > 0)
                    pairs.Add((fit, t, f));
            }
        }

        pairs.Sort(static (a, b) => b.Fit.CompareTo(a.Fit));
        foreach (var (_, t, f) in CollectionsMarshal.AsSpan(pairs))
        {
            if (trackTaken[t] || faceTaken[f])
                continue;
            trackTaken[t] = faceTaken[f] = true;
            tracks[t].Follow(faces[f], at);
            owners[f] = tracks[t];
        }

        for (var t = tracks.Count - 1; t >= 0; t--)
        {
            if (at - tracks[t].LastSeen <= Memory && at >= tracks[t].LastSeen)
                continue;
            ended.Add(tracks[t]);
            tracks.RemoveAt(t);
        }

        for (var f = 0; f < faces.Count; f++)
        {
            if (!faceTaken[f] && faces[f].Score >= BeginsAt)
                owners[f] = Begin(faces[f], at);
        }
    }

    /// <summary>
    /// Moves the faces of the last step to where they should be by now, for a frame in which none is looked for; faces without a track stay where they were.
    /// </summary>
    public void Expect(List<Detection> faces, TimeSpan at)
    {
        var unowned = 0;
        for (var f = 0; f < faces.Count; f++)
        {
            if (owners[f] is null)
                faces[unowned++] = faces[f];
        }

        CollectionsMarshal.SetCount(faces, unowned + tracks.Count);
        if (owners.Length < faces.Count)
            owners = new Track?[faces.Count * 2];
        Array.Clear(owners);
        for (var t = 0; t < tracks.Count; t++)
        {
            faces[unowned + t] = tracks[t].Predict(at);
            owners[unowned + t] = tracks[t];
        }
    }

    /// <summary>Ends a track whose face turned out to be somebody else's and begins a new one in its place.</summary>
    public Track Replace(Track track, Detection face, TimeSpan at)
    {
        tracks.Remove(track);
        return Begin(face, at);
    }

    /// <summary>Ends all tracks.</summary>
    public void EndAll()
    {
        ended.Clear();
        ended.AddRange(tracks);
        tracks.Clear();
    }

    /// <summary>Clears an ended track and keeps the object for another face.</summary>
    public void Recycle(Track track)
    {
        track.Clear();
        idle.Push(track);
    }

    private Track Begin(Detection face, TimeSpan at)
    {
        var track = idle.TryPop(out var used) ? used : new Track(dimension);
        track.Begin(face, at);
        tracks.Add(track);
        return track;
    }

    private void Prepare(int faces)
    {
        pairs.Clear();
        ended.Clear();
        if (trackTaken.Length < tracks.Count)
            trackTaken = new bool[tracks.Count * 2];
        if (faceTaken.Length < faces)
        {
            faceTaken = new bool[faces * 2];
            owners = new Track?[faces * 2];
        }

        Array.Clear(trackTaken);
        Array.Clear(faceTaken);
        Array.Clear(owners);
    }

    /// <summary>How well a face fits a track's expected place: 1 to 2 by overlap, below 1 by nearness, 0 for not at all.</summary>
    private static float Fit(Detection expected, Detection face)
    {
        var ratio = face.Height / expected.Height;
        if (ratio is < 0.6f or > 1.7f)
            return 0;
        var overlap = expected.Overlap(face);
        if (overlap >= LeastOverlap)
            return 1 + overlap;
        var dx = face.X + (face.Width / 2) - expected.X - (expected.Width / 2);
        var dy = face.Y + (face.Height / 2) - expected.Y - (expected.Height / 2);
        var distance = MathF.Sqrt((dx * dx) + (dy * dy)) / MathF.Max(face.Height, expected.Height);
        return MathF.Max(0, 0.7f - distance);
    }
}
