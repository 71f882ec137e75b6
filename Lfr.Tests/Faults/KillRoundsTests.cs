using Lfr.Shared.Audit;
using Lfr.Shared.Deployments;
using Lfr.Tests.Pipeline;
using Microsoft.EntityFrameworkCore;

namespace Lfr.Tests.Faults;

/// <summary>As <see cref="NothingAcknowledgedIsLostTests"/>, killed again and again, at moments that a seed chooses.</summary>
[Trait("Duration", "Long")]
public class KillRoundsTests
{
    private const int Rounds = 8;
    private const int LongestLifeInSeconds = 20;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory(Explicit = true)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task WebAndWorker_KilledAgainAndAgain_LoseNoAlertThatWasAcknowledgedOrWaited(int seed)
    {
        WalkRun.SkipUnlessPossible();
        var random = new Random(seed);
        Guid id;
        string data;
        await using (var morning = await DemoDay.StartAsync())
        {
            id = await DemoDay.GoLiveAsync(morning);
            data = await morning.StopAsync();
        }

        try
        {
            var program = new KilledProgram(data);
            var known = new HashSet<Guid>();
            for (var round = 1; round <= Rounds; round++)
            {
                using var process = program.Start();
                // The moment of the power cut, in the middle of the start as well: not a guess at how long something takes.
                await Task.Delay(TimeSpan.FromSeconds(random.NextDouble() * LongestLifeInSeconds), Cancellation);
                Assert.False(process.HasExited, $"The program ended by itself in round {round}.");
                await KilledProgram.KillAsync(process);

                var now = (await program.AcknowledgedAsync()).Concat(program.Waiting).ToHashSet();
                Assert.Empty(known.Except(now));
                known.UnionWith(now);
            }

            await using var app = await DemoDay.StartAsync(data);
            await DemoDay.RaisedAsync(app, id, known.Count + 1);
            var alerts = await DemoDay.AlertsAsync(app, id);
            Assert.NotEmpty(known);
            Assert.Empty(known.Except(alerts.Select(a => a.Id)));
            Assert.Equal(Enumerable.Range(1, alerts.Count).Select(n => (long)n), alerts.Select(a => a.Sequence));
            Assert.Null(AuditChain.FirstBreak(await app.InDatabaseAsync(db => db.AuditEvents.AsNoTracking().OrderBy(e => e.Number).ToListAsync(Cancellation))));
            var deployment = await app.InDatabaseAsync(db => db.Deployments.AsNoTracking().SingleAsync(d => d.Id == id, Cancellation));
            Assert.Equal(DeploymentState.Live, deployment.State);
            Assert.Single(deployment.Runs);
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }
}
