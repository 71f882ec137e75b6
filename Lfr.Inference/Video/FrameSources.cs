namespace Lfr.Inference.Video;

/// <summary>Opens whatever a checked address points to.</summary>
public static class FrameSources
{
    /// <param name="source">The checked address.</param>
    /// <param name="naturalSpeed">Whether files play at their own speed.</param>
    /// <param name="pool">Where frames come from.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="VideoException">It cannot be opened; the message says why.</exception>
    public static async Task<IFrameSource> OpenAsync(
        CameraSource source, bool naturalSpeed, FramePool pool, TimeProvider time, CancellationToken cancellationToken) =>
        source.Kind is CameraSourceKind.Images
            // On another thread: a folder on a share that is gone blocks whoever looks into it.
            ? await Task.Run(() => new ImageFolderSource(source, naturalSpeed, pool, time), cancellationToken)
            : await FfmpegSource.OpenAsync(source, naturalSpeed, pool, time, cancellationToken);
}
