using System.Text.Json;
using Lfr.Web.Data;
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
}
