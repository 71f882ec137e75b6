using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Lfr.Inference.Faces;
using Lfr.Inference.Galleries;
using Lfr.Inference.Models;
using Lfr.Inference.Video;
using Lfr.Shared.Live;

namespace Lfr.Inference.Pipeline;

/// <summary>What an analyser compares with, and where its alerts go. Shared by the cameras of one run.</summary>
/// <param name="Models">The loaded models.</param>
/// <param name="Gallery">The templates.</param>
/// <param name="Policy">When to compare and to alert.</param>
/// <param name="Repeats">Suppresses repeats over all cameras.</param>
/// <param name="Counters">Counts over all cameras.</param>
/// <param name="LicenceId">The licence; empty in an evaluation.</param>
/// <param name="Raise">Takes an alert; returns once it is safe.</param>
public sealed record AnalysisContext(
    ModelSet Models,
    Gallery Gallery,
    MatchPolicy Policy,
    RepeatSuppression Repeats,
    RunCounters Counters,
    Guid LicenceId,
    Action<AlertMessage> Raise);

/// <summary>
/// One camera's frames in, alerts out: detect, track, gate, align, embed, search, decide. Belongs to one thread at a time. Aligned faces,
/// templates of tracks and kept frames are cleared as soon as they are done with.
/// </summary>
public sealed class CameraAnalyser : IDisposable
{
    private const float DetectAt = 0.45f;
    private const float CompareAt = 0.7f;
    private const float SplitBelow = 0.25f;
    private const int MostComparisonsPerFrame = 8;
    private static readonly TimeSpan CompareEvery = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan CompareEveryAfterAlert = TimeSpan.FromMilliseconds(500);
    private readonly AnalysisContext context;
    private readonly Guid cameraId;
    private readonly FramePool pool;
    private readonly FaceGates gates;
    private readonly FaceDetector detector;
    private readonly FaceEncoder encoder;
    private readonly AlertPictures pictures;
    private readonly FaceTracker tracker;
    private readonly List<Detection> faces = [];
    private readonly List<int> waiting = [];
    private readonly byte[] aligned = GC.AllocateArray<byte>(FaceEncoder.AlignedBytes, pinned: true);
    private readonly float[] template;
    private readonly Comparison<int> longestWaitFirst;
    private (int Width, int Height) size;

    /// <param name="context">What is shared by the run.</param>
    /// <param name="cameraId">The camera.</param>
    /// <param name="pool">Lends buffers for pictures.</param>
    public CameraAnalyser(AnalysisContext context, Guid cameraId, FramePool pool)
    {
        this.context = context;
        this.cameraId = cameraId;
        this.pool = pool;
        gates = FaceGates.Live with { MinimumHeight = context.Policy.MinimumFaceHeight };
        detector = context.Models.CreateDetector();
        encoder = context.Models.CreateEncoder();
        pictures = new AlertPictures(detector);
        tracker = new FaceTracker(encoder.Dimension);
        template = GC.AllocateArray<float>(encoder.Dimension, pinned: true);
        longestWaitFirst = (a, b) => Waited(a).CompareTo(Waited(b));
    }

    /// <summary>Faces seen in frames so far, sure ones only: each frame counts anew.</summary>
    public long FacesSeen { get; private set; }

    /// <summary>Tracks so far.</summary>
    public long TracksSeen { get; private set; }

    /// <summary>The faces of the last frame, so that a coarse picture of it can hide them still more.</summary>
    public ReadOnlySpan<Detection> LastFaces => CollectionsMarshal.AsSpan(faces);

    /// <summary>Analyses a frame, which stays the caller's. Alerts go to the context before this returns.</summary>
    public void Analyse(VideoFrame frame)
    {
        if (size != (frame.Width, frame.Height))
        {
            Forget();
            size = (frame.Width, frame.Height);
        }

        detector.Detect(new BgrImage(frame.Pixels, frame.Width, frame.Height), DetectAt, faces);
        var before = tracker.Tracks.Count;
        tracker.Step(faces, frame.StreamTime);
        TracksSeen += tracker.Tracks.Count + tracker.Ended.Count - before;
        EndTracks();
        ChooseFaces(frame.StreamTime);
        foreach (var index in waiting)
            Compare(frame, index);
    }

    /// <summary>Ends all tracks and clears what they held: at a pause, at the end of the window, when the picture changes its size.</summary>
    public void Forget()
    {
        tracker.EndAll();
        EndTracks();
        faces.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        ClearFace();
        encoder.Dispose();
        detector.Dispose();
    }

    private void EndTracks()
    {
        foreach (var track in tracker.Ended)
        {
            if (track.FramesCompared > 0 && !track.HasAlerted)
                context.Counters.CountDiscard();
            tracker.Recycle(track);
        }
    }

    /// <summary>Which faces are worth comparing in this frame; the ones that waited longest first, a bounded number.</summary>
    private void ChooseFaces(TimeSpan now)
    {
        waiting.Clear();
        var owners = tracker.Owners(faces.Count);
        for (var i = 0; i < faces.Count; i++)
        {
            if (faces[i].Score >= CompareAt)
                FacesSeen++;
            if (owners[i] is { } track && faces[i].Score >= CompareAt && gates.Passes(faces[i]) && IsDue(track, now))
                waiting.Add(i);
        }

        waiting.Sort(longestWaitFirst);
        if (waiting.Count > MostComparisonsPerFrame)
            waiting.RemoveRange(MostComparisonsPerFrame, waiting.Count - MostComparisonsPerFrame);
    }

    private static bool IsDue(Track track, TimeSpan now) =>
        track.LastCompared is not { } last || now - last >= (track.HasAlerted ? CompareEveryAfterAlert : CompareEvery);

    private TimeSpan Waited(int face) => tracker.Owners(faces.Count)[face]?.LastCompared ?? TimeSpan.MinValue;

    private void Compare(VideoFrame frame, int index)
    {
        var face = faces[index];
        var track = tracker.Owners(faces.Count)[index]!;
        try
        {
            if (!encoder.Prepare(new BgrImage(frame.Pixels, frame.Width, frame.Height), face, aligned, out var measures) || !gates.Passes(measures))
                return;
            encoder.Embed(aligned, template, out var norm);
            if (!gates.Passes(measures, norm))
                return;
            if (track.Resemblance(template) < SplitBelow)
                track = Split(track, face, frame.StreamTime);
            var found = context.Gallery.Search(template);
            var quality = norm * MathF.Min(1, face.Height / 120) * MathF.Cos(Math.Clamp(measures.Yaw, -80, 80) * MathF.PI / 180);
            if (track.FramesCompared == 0)
                context.Counters.CountFace();
            context.Counters.CountComparison();
            track.Add(template, quality, frame.StreamTime);
            if (found.EntryId != Guid.Empty && found.Score >= context.Policy.Threshold)
                Decide(frame, track, found.EntryId, new FaceMatch(measures, norm, quality));
        }
        finally
        {
            ClearFace();
        }
    }

    /// <summary>The face in this track is somebody else's than before: the people passed each other. The old track is done with.</summary>
    private Track Split(Track track, Detection face, TimeSpan at)
    {
        if (track.FramesCompared > 0 && !track.HasAlerted)
            context.Counters.CountDiscard();
        var fresh = tracker.Replace(track, face, at);
        tracker.Recycle(track);
        TracksSeen++;
        return fresh;
    }

    private void Decide(VideoFrame frame, Track track, Guid entryId, FaceMatch match)
    {
        if (track.IsDecided(entryId))
            return;
        var agreeing = track.Agree(entryId);
        if (track.Kept is not { } kept || kept.EntryId != entryId || kept.Quality < match.Quality)
            track.Keep(new KeptShot(frame, entryId, match.Measures, match.Norm, match.Quality, KnownFaces(frame.StreamTime)));
        if (agreeing < context.Policy.AgreeingFrames)
            return;
        var together = context.Gallery.Search(track.Mean);
        if (together.EntryId != entryId || together.Score < context.Policy.Threshold || !track.Decide(entryId))
            return;
        track.HasAlerted = true;
        using var shot = track.TakeKept()!;
        if (!context.Repeats.Admits(entryId, frame.At))
        {
            context.Counters.CountSuppressed();
            return;
        }

        context.Raise(Message(frame, track, shot, together, agreeing));
        context.Counters.CountAlert();
    }

    private AlertMessage Message(VideoFrame frame, Track track, KeptShot shot, SearchResult together, int agreeing)
    {
        var (probe, picture) = pictures.Make(shot.Frame, shot.Measures.Face, shot.Faces, pool);
        return new AlertMessage(
            Guid.CreateVersion7(frame.At),
            context.LicenceId,
            cameraId,
            together.EntryId,
            frame.At,
            shot.Frame.StreamTime,
            shot.Frame.Number,
            together.Score,
            together.RunnerUpScore,
            context.Policy.Threshold,
            agreeing,
            track.FramesCompared,
            shot.Measures.Face.ToBox(),
            shot.Measures.ToQuality(shot.Norm),
            MemoryMarshal.AsBytes(track.Mean).ToArray(),
            probe,
            picture);
    }

    /// <summary>Every face known in this frame, the unsure ones and those that tracks expect but the detector just missed included.</summary>
    private Detection[] KnownFaces(TimeSpan now)
    {
        var known = new List<Detection>(faces);
        foreach (var track in tracker.Tracks)
        {
            if (track.LastSeen < now)
                known.Add(track.Predict(now));
        }

        return [.. known];
    }

    private void ClearFace()
    {
        CryptographicOperations.ZeroMemory(aligned);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(template.AsSpan()));
    }

    private readonly record struct FaceMatch(FaceMeasures Measures, float Norm, float Quality);
}
