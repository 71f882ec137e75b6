using System.Text.Json;
using Lfr.Tests.Support;
using Lfr.Web.Data;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Lfr.Tests.Data;

public class PeriodicallyTests
{
    public static TheoryData<Exception> Anything =>
        [new JsonException("A damaged column."), new InvalidOperationException("A wrapped deadlock."), new OperationCanceledException("A browser that is away.")];

    [Theory]
    [MemberData(nameof(Anything))]
    public async Task Look_ThatFails_IsFollowedByTheNext(Exception met)
    {
        var clock = new FakeTimeProvider();
        using var stopping = new CancellationTokenSource();
        var looks = 0;
        var second = new TaskCompletionSource();
        var work = Periodically.RunAsync(
            _ =>
            {
                if (++looks == 1)
                    throw met;
                second.TrySetResult();
                return Task.CompletedTask;
            },
            TimeSpan.FromSeconds(1), clock, NullLogger.Instance, stopping.Token);

        clock.Advance(TimeSpan.FromSeconds(1));
        await second.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        await stopping.CancelAsync();
        await work;

        Assert.True(looks >= 2);
    }

    [Theory]
    [MemberData(nameof(Anything))]
    public async Task OneOfSeveral_ThatFails_KeepsNoneOfTheOthersFromBeingDone_AndIsLogged(Exception met)
    {
        using var log = new CapturedLog();
        using var loggers = LoggerFactory.Create(b => b.AddProvider(log));
        var done = new List<int>();

        await Periodically.EachAsync(
            [1, 2, 3],
            item =>
            {
                if (item != 3)
                    throw met;
                done.Add(item);
                return Task.CompletedTask;
            },
            loggers.CreateLogger("Watch"), TestContext.Current.CancellationToken);

        Assert.Equal([3], done);
        Assert.Equal(2, log.Lines.Count(l => l.Contains("What was due in the background failed for", StringComparison.Ordinal)));
    }

    /// <summary>When the program stops nothing more is begun, and nobody reads of a failure that is none.</summary>
    [Fact]
    public async Task Several_WhenTheProgramStops_EndWithTheOneThatWasCancelled()
    {
        using var stopping = new CancellationTokenSource();
        var begun = new List<int>();

        await Assert.ThrowsAsync<OperationCanceledException>(() => Periodically.EachAsync(
            [1, 2],
            async item =>
            {
                begun.Add(item);
                await stopping.CancelAsync();
                stopping.Token.ThrowIfCancellationRequested();
            },
            NullLogger.Instance, stopping.Token));

        Assert.Equal([1], begun);
    }
}
