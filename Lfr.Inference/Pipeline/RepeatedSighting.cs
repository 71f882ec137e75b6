using Lfr.Inference.Faces;

namespace Lfr.Inference.Pipeline;

/// <summary>A pass that would have been an alert, had its entry not alerted a moment before.</summary>
/// <param name="PassId">The pass (version 7): the same when it is told again, because the person was seen better.</param>
/// <param name="IsFirst">Whether it is told for the first time.</param>
/// <param name="AlertId">The alert that it repeats.</param>
/// <param name="EntryId">The entry.</param>
/// <param name="CameraId">The camera.</param>
/// <param name="At">When the agreeing frames were complete (UTC).</param>
/// <param name="FrameTime">Position of the best frame in its stream.</param>
/// <param name="FrameNumber">Number of the best frame, from 0.</param>
/// <param name="Score">Cosine with the entry.</param>
/// <param name="Face">The face in the best frame.</param>
public sealed record RepeatedSighting(
    Guid PassId, bool IsFirst, Guid AlertId, Guid EntryId, Guid CameraId, DateTimeOffset At, TimeSpan FrameTime, long FrameNumber, float Score, Detection Face);
