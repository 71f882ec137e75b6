using System.Globalization;
using Lfr.Inference.Video;

namespace Lfr.Inference.Hosting;

/// <summary>
/// Tells <see cref="EngineMeter"/> what one camera did since it was last asked. Belongs to the camera's thread; allocates nothing once made.
/// </summary>
/// <param name="number">
/// Number of the camera in its licence, from 1. A name is free text and an id is new with every deployment; a number says enough and stays bounded.
/// </param>
internal sealed class CameraMeter(int number)
{
    private readonly KeyValuePair<string, object?> camera = new("lfr.camera", number.ToString(CultureInfo.InvariantCulture));
    private readonly KeyValuePair<string, object?> overtaken = new("lfr.reason", "overtaken");
    private readonly KeyValuePair<string, object?> stale = new("lfr.reason", "stale");
    private (long Read, long Overtaken, long Stale) told;

    /// <summary>Takes in what the feed counted.</summary>
    public void Count(CameraFeed feed)
    {
        var now = (Read: feed.FramesRead, Overtaken: feed.Frames.Dropped, feed.Frames.Stale);
        EngineMeter.FramesRead.Add(now.Read - told.Read, camera);
        EngineMeter.FramesDropped.Add(now.Overtaken - told.Overtaken, camera, overtaken);
        EngineMeter.FramesDropped.Add(now.Stale - told.Stale, camera, stale);
        told = now;
    }

    /// <summary>A frame was decided about.</summary>
    /// <param name="waited">Since it arrived.</param>
    public void Decided(TimeSpan waited) => EngineMeter.DecisionTime.Record(Math.Max(0, waited.TotalSeconds), camera);
}
