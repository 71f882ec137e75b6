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
    FaceCounts Counters,
    Guid LicenceId,
    Action<AlertMessage> Raise)
{
    /// <summary>Measures what the steps cost.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>Told of each pass that was not announced because it repeats an alert.</summary>
    public Action<RepeatedSighting> Repeated { get; init; } = static _ => { };

    /// <summary>Divides the machine between the cameras of the run.</summary>
    internal CameraShare Share { get; } = new(Environment.ProcessorCount);
}

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
    private const int MostLooksPerFrame = 2 * MostComparisonsPerFrame;
    private readonly AnalysisContext context;
    private readonly AnalysisSteps steps;
    private readonly DetectionPace pace;
    private readonly Guid cameraId;
    private readonly FramePool pool;
    private readonly FaceGates gates;
    private readonly FaceDetector detector;
    private readonly FaceEncoder encoder;
    private readonly AlertPictures pictures;
    private readonly FaceTracker tracker;
    private readonly Stillness stillness = new();
    private readonly List<Detection> faces = [];
    private readonly List<int> waiting = [];
    private readonly byte[] aligned = GC.AllocateArray<byte>(FaceEncoder.AlignedBytes, pinned: true);
    private readonly float[] template;
    private readonly Comparison<int> longestWaitFirst;
    private (int Width, int Height) size;
    private int finestSide;

    /// <param name="context">What is shared by the run.</param>
    /// <param name="cameraId">The camera.</param>
    /// <param name="pool">Lends buffers for pictures.</param>
    public CameraAnalyser(AnalysisContext context, Guid cameraId, FramePool pool)
        : this(context, cameraId, pool, AnalysisSteps.Live)
    {
    }

    internal CameraAnalyser(AnalysisContext context, Guid cameraId, FramePool pool, AnalysisSteps steps)
    {
        this.context = context;
        this.steps = steps;
        pace = new DetectionPace(steps.DetectEvery);
        this.cameraId = cameraId;
        this.pool = pool;
        gates = context.Models.LiveGates with { MinimumHeight = context.Policy.MinimumFaceHeight };
        detector = context.Models.CreateDetector();
        encoder = context.Models.CreateEncoder();
        pictures = new AlertPictures(detector);
        tracker = new FaceTracker(encoder.Dimension);
        template = GC.AllocateArray<float>(encoder.Dimension, pinned: true);
        longestWaitFirst = (a, b) => Waited(a).CompareTo(Waited(b));
        context.Share.Join();
    }

    /// <summary>Runs the detector on every n-th frame at the moment.</summary>
    internal int DetectsEvery => pace.Every;

    /// <summary>Faces that were found so far, sure ones only: each frame in which faces are looked for counts again.</summary>
    public long FacesSeen { get; private set; }

    /// <summary>Tracks so far.</summary>
    public long TracksSeen { get; private set; }

    /// <summary>How often the models were run: the detector by input size.</summary>
    internal (IEnumerable<(int Width, int Height, long Runs)> Detector, long Landmarks, long Embedder) ModelRuns =>
        (detector.Runs, encoder.Runs.Landmarks, encoder.Runs.Embedder);

    /// <summary>How long those runs took.</summary>
    internal TimeSpan ModelTime => detector.ModelTime + encoder.ModelTime;

    /// <summary>The faces of the last frame, so that a coarse picture of it can hide them still more.</summary>
    public ReadOnlySpan<Detection> LastFaces => CollectionsMarshal.AsSpan(faces);

    /// <summary>Analyses a frame, which stays the caller's. Alerts go to the context before this returns.</summary>
    public void Analyse(VideoFrame frame)
    {
        if (size != (frame.Width, frame.Height))
        {
            Forget();
            size = (frame.Width, frame.Height);
            finestSide = DetectionPlan.FinestSide(frame.Width, frame.Height, DetectionPlan.SmallestFace(context.Policy.MinimumFaceHeight));
        }

        var started = context.Time.GetTimestamp();
        TimeSpan? detecting = null;
        if (pace.IsDue(frame.Number, frame.StreamTime, IsNothingNew(frame)))
        {
            stillness.Keep();
            detector.Detect(new BgrImage(frame.Pixels, frame.Width, frame.Height), DetectAt, faces, finestSide);
            detecting = context.Time.GetElapsedTime(started);
            Track(frame.StreamTime);
            Compare(frame);
        }
        else
        {
            // Nothing is compared here: a face cut out where it is expected, not where it is, no longer resembles itself (measured: twice the tracks).
            tracker.Expect(faces, frame.StreamTime);
        }

        pace.Spent(detecting, context.Time.GetElapsedTime(started) - (detecting ?? TimeSpan.Zero), context.Share.Each);
    }

    /// <summary>Whether nothing moved, and no face in view would be compared now: looking for faces would find the same ones, for nothing.</summary>
    private bool IsNothingNew(VideoFrame frame)
    {
        if (!stillness.IsStill(frame) || steps.AlsoStill)
            return false;
        foreach (var track in tracker.Tracks)
        {
            if (IsWorthALook(track, track.Box, frame.StreamTime) && Wants(track, ShotQuality.AtMost(track.Box.Height), frame.StreamTime))
                return false;
        }

        return true;
    }

    /// <summary>Ends all tracks and clears what they held: at a pause, at the end of the window, when the picture changes its size.</summary>
    public void Forget()
    {
        tracker.EndAll();
        EndTracks();
        faces.Clear();
        stillness.Forget();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        ClearFace();
        context.Share.Leave();
        encoder.Dispose();
        detector.Dispose();
    }

    private void Track(TimeSpan now)
    {
        var before = tracker.Tracks.Length;
        tracker.Step(faces, now);
        TracksSeen += tracker.Tracks.Length + tracker.Ended.Length - before;
        EndTracks();
        foreach (var face in CollectionsMarshal.AsSpan(faces))
            FacesSeen += face.Score >= CompareAt ? 1 : 0;
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

    /// <summary>Compares the faces of this frame that promise something; the ones that waited longest first, a bounded number.</summary>
    private void Compare(VideoFrame frame)
    {
        ChooseFaces(frame.StreamTime);
        var looks = Math.Min(waiting.Count, MostLooksPerFrame);
        var compared = 0;
        var next = 0;
        for (; next < looks && compared < MostComparisonsPerFrame; next++)
            compared += Compare(frame, waiting[next]) ? 1 : 0;
        context.Counters.CountPostponed(waiting.Count - next);
    }

    /// <summary>Which faces are worth a look in this frame, as far as the boxes tell.</summary>
    private void ChooseFaces(TimeSpan now)
    {
        waiting.Clear();
        var owners = tracker.Owners(faces.Count);
        for (var i = 0; i < faces.Count; i++)
        {
            if (owners[i] is not { } track || !IsWorthALook(track, faces[i], now))
                continue;
            if (Wants(track, ShotQuality.AtMost(faces[i].Height), now))
                waiting.Add(i);
            else
                Spare(track, now);
        }

        waiting.Sort(longestWaitFirst);
    }

    private bool IsWorthALook(Track track, Detection face, TimeSpan now) => face.Score >= CompareAt && (!steps.Gates || gates.Passes(face)) && track.IsDue(now);

    private bool Wants(Track track, float quality, TimeSpan now) => !steps.BestShot || track.Wants(quality, now);

    private void Spare(Track track, TimeSpan now)
    {
        track.Looked(now);
        context.Counters.CountSpared();
    }

    private TimeSpan Waited(int face) => tracker.Owners(faces.Count)[face]?.LastCompared ?? TimeSpan.MinValue;

    /// <summary>Looks at a face and, if the shot is good enough, compares it.</summary>
    /// <returns>Whether the embedder ran.</returns>
    private bool Compare(VideoFrame frame, int index)
    {
        var face = faces[index];
        var track = tracker.Owners(faces.Count)[index]!;
        try
        {
            if (!encoder.Prepare(new BgrImage(frame.Pixels, frame.Width, frame.Height), face, aligned, out var measures) || (steps.Gates && !gates.Passes(measures)))
                return false;
            var quality = ShotQuality.Of(measures);
            if (!Wants(track, quality, frame.StreamTime))
            {
                Spare(track, frame.StreamTime);
                return false;
            }

            track.Looked(frame.StreamTime);
            encoder.Embed(aligned, template, out var norm);
            if (!steps.Gates || gates.Passes(measures, norm))
                Search(frame, track, new FaceMatch(measures, norm, quality));
            return true;
        }
        finally
        {
            ClearFace();
        }
    }

    private void Search(VideoFrame frame, Track track, FaceMatch match)
    {
        if (track.Resemblance(template) < SplitBelow)
            track = Split(track, match.Measures.Face, frame.StreamTime);
        var found = context.Gallery.Search(template);
        if (track.FramesCompared == 0)
            context.Counters.CountFace();
        context.Counters.CountComparison();
        track.Add(template, match.Promised, match.Norm, frame.StreamTime);
        if (found.EntryId != Guid.Empty && found.Score >= context.Policy.Threshold)
            Decide(frame, track, found, match);
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

    private void Decide(VideoFrame frame, Track track, SearchResult found, FaceMatch match)
    {
        var entryId = found.EntryId;
        if (track.IsDecided(entryId))
            return;
        var agreeing = track.Agree(entryId);
        if (track.Prefers(entryId, match.Promised * match.Norm))
            track.Keep(new KeptShot(frame, entryId, match.Measures, match.Norm, match.Promised * match.Norm, KnownFaces(frame.StreamTime)));
        if (agreeing < (steps.SingleFrame ? 1 : context.Policy.AgreeingFrames))
            return;
        var together = steps.Mean ? context.Gallery.Search(track.Mean) : found;
        if (together.EntryId != entryId || together.Score < context.Policy.Threshold || !track.Decide(entryId))
            return;
        using var shot = track.TakeKept()!;
        if (Raise(frame, track, shot, together, agreeing) is not { } before)
        {
            context.Counters.CountAlert();
        }
        else if (track.Repeat(entryId, together.Score, frame.At) is var (pass, isFirst))
        {
            // Each pass counts once, and is listed with the best that was seen of it. It is judged again while the person is in view, because the earlier alert may be found wrong meanwhile.
            if (isFirst)
                context.Counters.CountSuppressed();
            context.Repeated(new RepeatedSighting(pass, isFirst, before, entryId, cameraId, frame.At, shot.Frame.StreamTime, shot.Frame.Number, together.Score, shot.Measures.Face));
        }

        // Not before: a face whose alert could not be made is gone without one, and is counted so.
        track.HasAlerted = true;
    }

    /// <summary>Raises the alert unless it repeats one of a moment ago. Its own method, so that only an alert costs the closure.</summary>
    /// <returns>The alert that it repeats; <see langword="null"/> when it was raised.</returns>
    private Guid? Raise(VideoFrame frame, Track track, KeptShot shot, SearchResult together, int agreeing) =>
        context.Repeats.Raise(together.EntryId, frame.At, together.Score, () =>
        {
            var alert = Message(frame, track, shot, together, agreeing);
            context.Raise(alert);
            return alert.AlertId;
        });

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

    private readonly record struct FaceMatch(FaceMeasures Measures, float Norm, float Promised);
}
