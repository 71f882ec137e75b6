using System.Threading.Channels;
using Lfr.Inference.Video;

namespace Lfr.Tests.Video;

/// <summary>A camera whose pictures the test hands out one by one.</summary>
internal sealed class FakeSource : IFrameSource
{
    private readonly Channel<VideoFrame?> frames = Channel.CreateUnbounded<VideoFrame?>();
    private readonly FramePool pool;
    private readonly TimeProvider time;
    private long number;

    public FakeSource(FramePool pool, TimeProvider time)
    {
        this.pool = pool;
        this.time = time;
    }

    public void Show(byte brightness)
    {
        var frame = pool.Rent(64, 36);
        frame.Pixels.Fill(brightness);
        frame.Number = number++;
        frame.At = time.GetUtcNow();
        frames.Writer.TryWrite(frame);
    }

    public void End() => frames.Writer.TryWrite(null);

    public void Break(string sentence) => frames.Writer.TryComplete(new VideoException(sentence));

    public async ValueTask<VideoFrame?> ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await frames.Reader.ReadAsync(cancellationToken);
        }
        catch (ChannelClosedException e) when (e.InnerException is VideoException broken)
        {
            throw new VideoException(broken.Message, e);
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
