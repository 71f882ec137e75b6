using Lfr.Inference.Galleries;
using Lfr.Inference.Models;
using Lfr.Inference.Video;
using Lfr.Shared.Live;

namespace Lfr.Inference.Pipeline;

/// <summary>What an evaluation went through.</summary>
/// <param name="Frames">Frames read. All of them are analysed but those that the decoder invented.</param>
/// <param name="Faces">Faces detected, each frame counted.</param>
/// <param name="Tracks">Tracks.</param>
/// <param name="Drops">Frames dropped: none, as an evaluation waits for the engine.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record EvaluationTotals(long Frames, long Faces, long Tracks, long Drops, TimeSpan Elapsed)
{
    /// <summary>Frames of which, or of whose key frame, something was lost.</summary>
    public long Damaged { get; init; }

    /// <summary>Of these, the ones that the decoder had made up in part: not analysed.</summary>
    public long Invented { get; init; }

    /// <summary>Pictures that could not be decoded at all.</summary>
    public long Unreadable { get; init; }

    /// <summary>How often the decoder said that something was lost or broken.</summary>
    public long Complaints { get; init; }
}

/// <summary>Runs a video through the very pipeline that runs live, frame by frame without leaving any out, on the film's own clock.</summary>
public static class VideoEvaluation
{
    /// <param name="models">The loaded models.</param>
    /// <param name="gallery">The people looked for.</param>
    /// <param name="policy">When to compare and to alert.</param>
    /// <param name="source">A video file or a folder of images.</param>
    /// <param name="alert">Gets each alert as it is raised.</param>
    /// <param name="repeated">Gets each pass that was not announced because it repeats an alert, with the best that was seen of it: once the video is over, or broke off.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VideoException">The video cannot be read; the message says why.</exception>
    public static async Task<EvaluationTotals> RunAsync(
        ModelSet models,
        Gallery gallery,
        MatchPolicy policy,
        CameraSource source,
        Action<AlertMessage> alert,
        Action<RepeatedSighting> repeated,
        TimeProvider time,
        CancellationToken cancellationToken)
    {
        var pool = new FramePool();
        var started = time.GetTimestamp();
        var origin = time.GetUtcNow();
        var passes = new BestPasses();
        var context = new AnalysisContext(
            models, gallery, policy, new RepeatSuppression(policy.RepeatSuppression), new FaceCounts(), Guid.Empty, alert)
        {
            Repeated = passes.Add,
        };
        using var analyser = new CameraAnalyser(context, Guid.Empty, pool, AnalysisSteps.Unhurried);
        await using var video = await FrameSources.OpenAsync(source, naturalSpeed: false, pool, time, cancellationToken);
        var (frames, damaged, invented) = (0L, 0L, 0L);
        try
        {
            while (await video.ReadAsync(cancellationToken) is { } frame)
            {
                using (frame)
                {
                    frame.At = origin + frame.StreamTime;
                    frames++;
                    damaged += frame.IsDamaged ? 1 : 0;
                    if (frame.IsInvented)
                        invented++;
                    else
                        analyser.Analyse(frame);
                }
            }
        }
        finally
        {
            // Not before: whoever comes nearer is seen better, and a line cannot be taken back.
            foreach (var pass in passes.All)
                repeated(pass);
        }

        return new EvaluationTotals(frames, analyser.FacesSeen, analyser.TracksSeen, 0, time.GetElapsedTime(started))
        {
            Damaged = damaged,
            Invented = invented,
            Unreadable = video.Unreadable,
            Complaints = video.Complaints,
        };
    }
}
