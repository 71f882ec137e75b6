using System.Collections.Concurrent;
using Lfr.Tests.Support;
using Lfr.Web.Changes;
using Lfr.Web.Data;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lfr.Tests.Data;

/// <summary>Who changes something never waits for the screens of others.</summary>
public sealed class ChangeFeedTests
{
    private readonly ChangeFeed changes = new(NullLogger<ChangeFeed>.Instance);

    [Fact]
    public async Task Screen_ThatNeverAnswers_HoldsUpNeitherTheChangeNorTheOthers()
    {
        var never = new TaskCompletionSource();
        var heard = new ConcurrentQueue<long>();
        using var stuck = changes.Subscribe(_ => never.Task);
        using var other = changes.Subscribe(change => Keep(heard, change));

        changes.Publish([Alert(1)]);
        changes.Publish([Alert(2)]);

        await Eventually.HoldsAsync(() => heard.Count == 2, "the other screen heard both");
    }

    [Fact]
    public async Task Screen_HearsOneChangeAfterAnother_InTheirOrder()
    {
        var heard = new ConcurrentQueue<long>();
        var together = 0;
        var most = 0;
        using var screen = changes.Subscribe(async change =>
        {
            most = Math.Max(most, Interlocked.Increment(ref together));
            await Task.Yield();
            heard.Enqueue(change.Sequence);
            Interlocked.Decrement(ref together);
        });

        changes.Publish(Enumerable.Range(1, 200).Select(n => Alert(n)));

        await Eventually.HoldsAsync(() => heard.Count == 200, "all were heard");
        Assert.Equal(Enumerable.Range(1, 200).Select(n => (long)n), heard);
        Assert.Equal(1, most);
    }

    [Fact]
    public async Task Screen_ThatFailedOnce_HearsTheNextChange()
    {
        var heard = new ConcurrentQueue<long>();
        using var screen = changes.Subscribe(change => change.Sequence == 1 ? throw new InvalidOperationException("The page could not draw.") : Keep(heard, change));

        changes.Publish([Alert(1), Alert(2)]);

        await Eventually.HoldsAsync(() => heard.Count == 1, "the second was heard");
        Assert.Equal([2L], heard);
    }

    [Fact]
    public async Task Screen_ThatIsClosed_HearsNothingMore()
    {
        var heard = new ConcurrentQueue<long>();
        var closed = new ConcurrentQueue<long>();
        var screen = changes.Subscribe(change => Keep(closed, change));
        using var other = changes.Subscribe(change => Keep(heard, change));
        screen.Dispose();

        changes.Publish([Alert(1)]);

        await Eventually.HoldsAsync(() => heard.Count == 1, "the open one heard it");
        Assert.Empty(closed);
    }

    private static ChangeNotice Alert(long sequence) => new(ChangeKind.Alert, Guid.Empty, sequence);

    private static Task Keep(ConcurrentQueue<long> heard, ChangeNotice change)
    {
        heard.Enqueue(change.Sequence);
        return Task.CompletedTask;
    }
}
